/** Pages are unmapped and mapped again while GUP-fast takes references to them: it looks at the entry again behind its reference. */

import type { Model } from '../graph/model.js';
import { Variables, type Reference } from './reference.js';

/** Threads that take references, beside the one that unmaps. */
const takers = 2;

const Gup = { read: 0, reference: 1, again: 2, drop: 3, holds: 4 } as const;
const Unmap = { clear: 0, put: 1, map: 2 } as const;

function modelOf(n: number): Model {
  const frames = n + 1;
  const variables = new Variables();
  const [entry, refs] = [variables.take(n), variables.take(frames)];
  const [pc, page, frame] = [variables.take(takers + 1), variables.take(takers + 1), variables.take(takers + 1)];
  const { cells, words } = variables.state();

  function take(process: number): boolean {
    const at = cells[page + process];
    const which = cells[frame + process];
    switch (cells[pc + process]) {
      case Gup.read:
        cells[frame + process] = cells[entry + at];
        if (cells[entry + at] > 0) cells[pc + process] = Gup.reference;
        else cells[page + process] = (at + 1) % n;
        return true;
      case Gup.reference:
        // try_get_page: a frame that is free is not taken.
        if (cells[refs + which - 1] === 0) {
          cells[frame + process] = 0;
          cells[pc + process] = Gup.read;
        } else {
          cells[refs + which - 1]++;
          cells[pc + process] = Gup.again;
        }
        return true;
      case Gup.again:
        cells[pc + process] = cells[entry + at] === which ? Gup.holds : Gup.drop;
        return true;
      default:
        cells[refs + which - 1]--;
        cells[frame + process] = 0;
        cells[page + process] = (at + 1) % n;
        cells[pc + process] = Gup.read;
        return true;
    }
  }

  function unmap(choice: number): boolean {
    const at = cells[page + takers];
    switch (cells[pc + takers]) {
      case Unmap.clear:
        cells[frame + takers] = cells[entry + at];
        cells[entry + at] = 0;
        cells[pc + takers] = cells[frame + takers] > 0 ? Unmap.put : Unmap.map;
        return true;
      case Unmap.put:
        cells[refs + cells[frame + takers] - 1]--;
        cells[frame + takers] = 0;
        cells[pc + takers] = Unmap.map;
        return true;
      default:
        // Any free frame.
        if (cells[refs + choice] > 0) return false;
        cells[refs + choice] = 1;
        cells[entry + at] = choice + 1;
        cells[page + takers] = (at + 1) % n;
        cells[pc + takers] = Unmap.clear;
        return true;
    }
  }

  return {
    words,
    processes: takers + 1,
    choices: (process) => (process === takers && cells[pc + takers] === Unmap.map ? frames : 1),
    apply: (process, choice) => (process < takers ? take(process) : unmap(choice)),
  };
}

function promelaOf(n: number): string {
  const frames = n + 1;
  const mapping = (free: number): string =>
    `  :: d_step { pc[_pid] == ${Unmap.map} && refs[${free}] == 0 -> refs[${free}] = 1; entry[page[_pid]] = ${free + 1};
       page[_pid] = (page[_pid] + 1) % ${n}; pc[_pid] = ${Unmap.clear} }`;
  return `byte entry[${n}], refs[${frames}];
byte pc[${takers + 1}], page[${takers + 1}], frame[${takers + 1}];

active [${takers}] proctype Gup() {
  do
  :: d_step { pc[_pid] == ${Gup.read} -> frame[_pid] = entry[page[_pid]];
       if :: frame[_pid] > 0 -> pc[_pid] = ${Gup.reference} :: else -> page[_pid] = (page[_pid] + 1) % ${n} fi }
  :: d_step { pc[_pid] == ${Gup.reference} ->
       if :: refs[frame[_pid] - 1] == 0 -> frame[_pid] = 0; pc[_pid] = ${Gup.read}
       :: else -> refs[frame[_pid] - 1]++; pc[_pid] = ${Gup.again} fi }
  :: d_step { pc[_pid] == ${Gup.again} ->
       if :: entry[page[_pid]] == frame[_pid] -> pc[_pid] = ${Gup.holds} :: else -> pc[_pid] = ${Gup.drop} fi }
  :: d_step { (pc[_pid] == ${Gup.drop} || pc[_pid] == ${Gup.holds}) -> refs[frame[_pid] - 1]--; frame[_pid] = 0;
       page[_pid] = (page[_pid] + 1) % ${n}; pc[_pid] = ${Gup.read} }
  od
}

active proctype Unmap() {
  do
  :: d_step { pc[_pid] == ${Unmap.clear} -> frame[_pid] = entry[page[_pid]]; entry[page[_pid]] = 0;
       if :: frame[_pid] > 0 -> pc[_pid] = ${Unmap.put} :: else -> pc[_pid] = ${Unmap.map} fi }
  :: d_step { pc[_pid] == ${Unmap.put} -> refs[frame[_pid] - 1]--; frame[_pid] = 0; pc[_pid] = ${Unmap.map} }
${Array.from({ length: frames }, (_, free) => mapping(free)).join('\n')}
  od
}
`;
}

/** Two threads take references to one page after the other while a third unmaps and maps them; at first none is mapped. */
export function unmapAndGupFast(n: number): Reference {
  return {
    name: `unmap-and-gup-fast-${n}`,
    about: `unmap against GUP-fast in ${takers} threads on ${n} pages`,
    model: () => modelOf(n),
    promela: promelaOf(n),
  };
}
