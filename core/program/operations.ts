/** What follows from a program's operations alone. */

import type { Operation, Phases, Place } from './program.js';

/** All of them, phase by phase; those of a race actor by actor. */
export function operationsOf({ steps, race, after }: Phases): readonly Operation[] {
  return [...steps, ...race.flatMap(({ operations }) => operations), ...after];
}

/** How many pages a place spans, 1 or more. */
export function pageCount({ first, last }: Place): number {
  return last - first + 1;
}

/** The columns of the outcome that an operation fills. */
export function columnsOf({ action, result }: Operation): readonly number[] {
  const columns = action.op === 'read' && action.observed ? pageCount(action.place) : 1;
  return Array.from({ length: columns }, (_, index) => result + index);
}
