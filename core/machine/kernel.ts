/** What a machine runs: code, the decisions that it asks for, and the state that it adds. */

import type { Rules } from '../rules/rule.js';
import type { ExtraField } from './fields.js';
import type { Machine } from './machine.js';

/** A list of steps, as a processor has it. */
export interface Code {
  readonly name: string;
  readonly steps: readonly { readonly name: string }[];
  /** What the steps do, by position. The answer is one of the engine's. */
  readonly run: readonly ((machine: Machine, actor: number) => number)[];
  /** Position of every label and step by label number, -1 where the list has none. */
  readonly positions: Int16Array;
  /** Where errors go; -1: straight to the caller. */
  readonly backOff: number;
}

/** What a compiled policy is to the machine. */
export interface Kernel {
  readonly rules: Rules;
  /** By list number; not every number has one. */
  readonly lists: readonly Code[];
  readonly fields: readonly ExtraField[];
  /** Places of a register file. */
  readonly registers: number;
  /** Place of each register, by its number. */
  readonly registerAt: Uint16Array;
  /** Calls on the way from a system call to its innermost list. */
  readonly stackDepth: number;
}
