/** What the explorer must know of an operation: how it begins on a machine, and what room it needs there. */

import type { Machine } from '../../machine/machine.js';
import type { Range } from '../../mm/begin.js';
import type { ActionOf, OperationName, OperationOf, Place, Program } from '../../program/program.js';

/** One operation of the program's vocabulary. */
export interface Explored<Op extends OperationName> {
  /**
   * Puts the actor at the beginning of the operation's list. Nothing has happened yet.
   * @param repetition counted from 0 when the operation is repeated
   */
  begin(m: Machine, program: Program, operation: OperationOf<Op>, repetition: number): void;
  /** May it begin now? Without: at any time. */
  isReady?(m: Machine, action: ActionOf<Op>): boolean;
  /** It can split a VMA, in two places of two ranges at most. */
  readonly splitsVmas?: true;
  /** It takes pages out of page tables. */
  readonly zaps?: true;
  /** It does so where memory runs out. */
  readonly zapsFailing?: true;
}

/** A place as the machine has it. */
export function rangeOf({ process, first, last }: Place): Range {
  return { mm: process, first, last };
}

/** The actor's own address space. */
export function mmOf(program: Program, actor: number): number {
  return program.actors[actor].process;
}
