/** The outcome of a program that has ended on a machine. */

import { nobody } from '../machine/hook.js';
import { Vma } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import { walkTo } from '../machine/pmd.js';
import { perKind } from '../machine/pte-kind.js';
import { findVma, offsetOf } from '../machine/vma.js';
import { valueOf } from '../program/contents.js';
import type { Outcome } from '../program/outcome.js';
import type { Final, Program } from '../program/program.js';
import { codes } from '../program/values.js';

/** What was observed, and both halves of every final value. */
export function outcomeOf(m: Machine, program: Program): Outcome {
  const row = Array.from(m.observation.value.cells, (seen) => (seen === codes.unset ? codes.none : valueOf(program, seen)));
  for (const final of program.final) {
    const pfn = frameOf(m, program, final);
    if (pfn === undefined) row.push(codes.none, codes.none);
    else if (pfn < 0) row.push(0, 0);
    else row.push(valueOf(program, m.frame.lo.at(pfn)), valueOf(program, m.frame.hi.at(pfn)));
  }
  return row;
}

/** The frame a final value is in; -1: nothing there yet, it reads as zero; undefined: not mapped, not held. */
function frameOf(m: Machine, program: Program, final: Final): number | undefined {
  if (final.kind === 'handle') {
    const pfn = m.handle.frame.at(program.handles[final.handle].firstSlot + final.page) - 1;
    return pfn < 0 ? undefined : pfn;
  }
  if (m.mm.alive.at(final.process) === 0) return undefined;
  const v = findVma(m, nobody, final.process, final.page);
  if (v < 0) return undefined;
  const { pte, word } = walkTo(m, nobody, final.process, final.page);
  return contentIn.of(word)(m, pte, v, final.page);
}

function mapped(m: Machine, pte: number): number {
  return m.pte.entry.frameAt(pte);
}

/** What a first touch would show. */
function untouched(m: Machine, _pte: number, v: number, page: number): number {
  return (m.vma.flags.at(v) & Vma.file) !== 0 ? m.filePage.frame.at(offsetOf(m, nobody, v, page)) - 1 : -1;
}

const contentIn = perKind('the outcome', { none: untouched, present: mapped, zero: mapped });
