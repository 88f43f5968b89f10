/** How an operation begins: an actor is put at the beginning of a list, its registers set to what the call was given. */

import { Prot } from '../machine/bits.js';
import type { Machine } from '../machine/machine.js';
import type { Protection } from '../program/program.js';
import { enter } from '../engine/interpreter.js';
import { op } from './operation-registers.js';

/** VMA protection by the words of the format. */
export const protBits: Readonly<Record<Protection, number>> = { none: Prot.none, r: Prot.read, rw: Prot.read | Prot.write };

/** Pages first..last of an address space. */
export interface Range {
  readonly mm: number;
  readonly first: number;
  readonly last: number;
}

/** @param list the number of a list */
export function begin(m: Machine, a: number, list: number, range: Range): void {
  m.set(a, op.mm, range.mm);
  m.set(a, op.first, range.first);
  m.set(a, op.page, range.first);
  m.set(a, op.last, range.last);
  enter(m, a, list);
}

/** Of an address space as a whole. */
export function beginOnMm(m: Machine, a: number, list: number, mm: number): void {
  begin(m, a, list, { mm, first: 0, last: 0 });
}

/** Of no address space. */
export function beginNowhere(m: Machine, a: number, list: number): void {
  beginOnMm(m, a, list, 0);
}
