/**
 * The outcome of a run: all observations and errors, then both halves of every final value, as one row
 * of integers (values.ts). Both machines fill the same row, so outcomes are compared by content.
 */

import type { Program } from './program.js';
import { showValue } from './values.js';

/** One integer per column: a content token, or a code of `values.ts` below zero. */
export type Outcome = readonly number[];

/** Number of columns: one per observation, two per final. */
export function outcomeLength(program: Program): number {
  return program.observations.length + 2 * program.final.length;
}

/** `C.r0`, `P.buf.lo`: the name of a column as reports print it. */
export function columnName(program: Program, column: number): string {
  const observed = program.observations[column];
  if (observed !== undefined) return observed.name;
  const rest = column - program.observations.length;
  const final = program.final[rest >> 1];
  return `${final?.name ?? '?'}.${rest % 2 === 0 ? 'lo' : 'hi'}`;
}

/** An outcome by the names of its columns, in words: `{ 'C.r0': '2', 'P.h': 'ok', 'P.buf.lo': 'initial#0' }`. */
export function outcomeInWords(program: Program, outcome: Outcome): Record<string, string> {
  return Object.fromEntries(outcome.map((value, column) => [columnName(program, column), showValue(value)]));
}

/** Equal outcomes have equal keys. */
export function outcomeKey(outcome: Outcome): string {
  return outcome.join(',');
}
