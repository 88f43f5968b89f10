/** What frames of the explorer hold, and observations: the number of a value among those that the program stores. Small, as a state is. */

import type { Program } from './program.js';

/** @param value one that the program stores, or 0 */
export function contentOf({ facts }: Program, value: number): number {
  return facts.values.indexOf(value);
}

/** The value behind a content; a code, which is below zero, is itself. */
export function valueOf({ facts }: Program, content: number): number {
  return content < 0 ? content : facts.values[content];
}
