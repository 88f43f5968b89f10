/** fork write-protects pages under write_protect_seq while GUP-fast pins them (57efa1fe5957): copied are those that are pinned. */

import type { Model } from '../graph/model.js';
import { Variables, type Reference } from './reference.js';

/** Threads that pin, beside the one that forks. */
const pinners = 2;

/** write_protect_seq counts to here and begins anew. */
const sequences = 4;

const Gup = { start: 0, entry: 1, reference: 2, again: 3, sequence: 4, drop: 5, pinned: 6 } as const;
const Fork = { begin: 0, test: 1, copy: 2, protect: 3, next: 4, end: 5, undo: 6 } as const;

function modelOf(n: number): Model {
  const variables = new Variables();
  const [sequence, writable, pins, copied] = [variables.take(1), variables.take(n), variables.take(n), variables.take(n)];
  const [pc, page, seen] = [variables.take(pinners + 1), variables.take(pinners + 1), variables.take(pinners)];
  const { cells, words } = variables.state();
  cells.fill(1, writable, writable + n);

  function go(process: number, to: number): true {
    cells[pc + process] = to;
    return true;
  }

  function pin(process: number): boolean {
    const at = cells[page + process];
    switch (cells[pc + process]) {
      case Gup.start:
        if (cells[sequence] % 2 === 1) return false;
        cells[seen + process] = cells[sequence];
        return go(process, Gup.entry);
      case Gup.entry:
        if (cells[writable + at] === 1) return go(process, Gup.reference);
        cells[page + process] = (at + 1) % n;
        cells[seen + process] = 0;
        return go(process, Gup.start);
      case Gup.reference:
        cells[pins + at]++;
        return go(process, Gup.again);
      case Gup.again:
        return go(process, cells[writable + at] === 1 ? Gup.sequence : Gup.drop);
      case Gup.sequence: {
        const isSame = cells[sequence] === cells[seen + process];
        cells[seen + process] = 0;
        return go(process, isSame ? Gup.pinned : Gup.drop);
      }
      default:
        cells[pins + at]--;
        cells[seen + process] = 0;
        cells[page + process] = (at + 1) % n;
        return go(process, Gup.start);
    }
  }

  function fork(): boolean {
    const at = cells[page + pinners];
    switch (cells[pc + pinners]) {
      case Fork.begin:
        cells[sequence] = (cells[sequence] + 1) % sequences;
        return go(pinners, Fork.test);
      case Fork.test:
        return go(pinners, cells[pins + at] > 0 ? Fork.copy : Fork.protect);
      case Fork.copy:
        cells[copied + at] = 1;
        return go(pinners, Fork.next);
      case Fork.protect:
        cells[writable + at] = 0;
        return go(pinners, Fork.next);
      case Fork.next:
        cells[page + pinners] = (at + 1) % n;
        return go(pinners, at + 1 < n ? Fork.test : Fork.end);
      case Fork.end:
        cells[sequence] = (cells[sequence] + 1) % sequences;
        return go(pinners, Fork.undo);
      default:
        cells[copied + at] = 0;
        cells[writable + at] = 1;
        cells[page + pinners] = (at + 1) % n;
        return go(pinners, at + 1 < n ? Fork.undo : Fork.begin);
    }
  }

  return { words, processes: pinners + 1, choices: () => 1, apply: (process) => (process < pinners ? pin(process) : fork()) };
}

function promelaOf(n: number): string {
  const [gup, fork] = [(at: keyof typeof Gup) => `pc[_pid] == ${Gup[at]}`, (at: keyof typeof Fork) => `pc[_pid] == ${Fork[at]}`];
  return `byte sequence, writable[${n}] = 1, pins[${n}], copied[${n}];
byte pc[${pinners + 1}], page[${pinners + 1}], seen[${pinners}];

active [${pinners}] proctype Gup() {
  do
  :: d_step { ${gup('start')} && sequence % 2 == 0 -> seen[_pid] = sequence; pc[_pid] = ${Gup.entry} }
  :: d_step { ${gup('entry')} && writable[page[_pid]] == 1 -> pc[_pid] = ${Gup.reference} }
  :: d_step { ${gup('entry')} && writable[page[_pid]] == 0 -> seen[_pid] = 0; page[_pid] = (page[_pid] + 1) % ${n}; pc[_pid] = ${Gup.start} }
  :: d_step { ${gup('reference')} -> pins[page[_pid]]++; pc[_pid] = ${Gup.again} }
  :: d_step { ${gup('again')} -> if :: writable[page[_pid]] == 1 -> pc[_pid] = ${Gup.sequence} :: else -> pc[_pid] = ${Gup.drop} fi }
  :: d_step { ${gup('sequence')} -> if :: sequence == seen[_pid] -> pc[_pid] = ${Gup.pinned} :: else -> pc[_pid] = ${Gup.drop} fi; seen[_pid] = 0 }
  :: d_step { (${gup('drop')} || ${gup('pinned')}) -> pins[page[_pid]]--; seen[_pid] = 0; page[_pid] = (page[_pid] + 1) % ${n}; pc[_pid] = ${Gup.start} }
  od
}

active proctype Fork() {
  do
  :: d_step { ${fork('begin')} -> sequence = (sequence + 1) % ${sequences}; pc[_pid] = ${Fork.test} }
  :: d_step { ${fork('test')} -> if :: pins[page[_pid]] > 0 -> pc[_pid] = ${Fork.copy} :: else -> pc[_pid] = ${Fork.protect} fi }
  :: d_step { ${fork('copy')} -> copied[page[_pid]] = 1; pc[_pid] = ${Fork.next} }
  :: d_step { ${fork('protect')} -> writable[page[_pid]] = 0; pc[_pid] = ${Fork.next} }
  :: d_step { ${fork('next')} -> if :: page[_pid] + 1 < ${n} -> pc[_pid] = ${Fork.test} :: else -> pc[_pid] = ${Fork.end} fi; page[_pid] = (page[_pid] + 1) % ${n} }
  :: d_step { ${fork('end')} -> sequence = (sequence + 1) % ${sequences}; pc[_pid] = ${Fork.undo} }
  :: d_step { ${fork('undo')} -> copied[page[_pid]] = 0; writable[page[_pid]] = 1;
       if :: page[_pid] + 1 < ${n} -> pc[_pid] = ${Fork.undo} :: else -> pc[_pid] = ${Fork.begin} fi; page[_pid] = (page[_pid] + 1) % ${n} }
  od
}
`;
}

/** Two threads pin one page after the other while a third forks again and again. */
export function forkAndGupFast(n: number): Reference {
  return {
    name: `fork-and-gup-fast-${n}`,
    about: `fork against GUP-fast in ${pinners} threads on ${n} pages`,
    model: () => modelOf(n),
    promela: promelaOf(n),
  };
}
