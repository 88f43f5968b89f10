/** Which invariants can be broken by a step, from what it changed: those that read it. */

import { fieldName, type Field } from '../../machine/fields.js';
import type { Machine } from '../../machine/machine.js';
import type { Invariant } from './invariant.js';

/** Words of a machine's buffer in which a state differs from the one that a step was taken in. */
export interface ChangedWords {
  /** Their numbers: the first `count` of these. */
  readonly words: Int32Array;
  readonly count: number;
  /** Of each word four bytes: 0 where it is as it was. */
  readonly differs: Uint8Array;
}

/** A bit for each. */
const mostInvariants = 31;

/** By byte of a machine's buffer, the invariants that read it, a bit for each; those at rest are not among them. */
export class Readers {
  private readonly byByte: Int32Array;

  /** @param invariants their places are the numbers of their bits */
  constructor(m: Machine, invariants: readonly Invariant[]) {
    if (invariants.length > mostInvariants) throw new Error(`there are more than ${mostInvariants} invariants`);
    this.byByte = new Int32Array(m.state.bytes.length);
    const own = new Set(m.policy.fields.map(fieldName));
    for (const [field, { byteOffset, byteLength }] of m.state.memory()) {
      this.byByte.fill(readersOf(field, invariants, own), byteOffset, byteOffset + byteLength);
    }
  }

  /** The invariants that read any byte that has changed: fields of several things share a word. */
  of({ words, count, differs }: ChangedWords): number {
    let readers = 0;
    for (let at = 0; at < 4 * count; at++) if (differs[at] !== 0) readers |= this.byByte[4 * words[at >> 2] + (at & 3)];
    return readers;
  }
}

/** @param own fields that policies added: rules that an invariant asks may read them */
function readersOf(field: string, invariants: readonly Invariant[], own: ReadonlySet<string>): number {
  return invariants.reduce(
    (bits, invariant, number) =>
      invariant.when !== 'quiescent' && (own.has(field) || invariant.reads.includes(field as Field))
        ? bits | (1 << number)
        : bits,
    0,
  );
}
