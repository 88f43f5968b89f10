/** Memory that runs out in the middle of a call over several pages. */

import type { Place } from '../../program/program.js';
import type { Eager } from './eager.js';
import { mappingAt } from './mappings.js';
import type { Unit } from './operations/performed.js';
import type { Mapping } from './state.js';

/** Does the call end since memory has run out, with an error to be seen in a column? */
export function runsOut(eager: Eager, column: number, error: number): boolean {
  return eager.latitudes.some((latitude) => latitude.runsOut?.(eager, column, error));
}

/**
 * A call whose error is known runs out at this page or behind it. Can it be behind? Then it stays open, and the pages that it may
 * have reached are left open, too. Who follows both answers asks at every page.
 * @param isReached can the call get through the page of this mapping?
 */
export function mayRunOutLater(eager: Eager, place: Place, unit: Unit, isReached: (mapping: Mapping) => boolean): boolean {
  if (eager.decidesEarly) return false;
  const isLast = unit.part + 1 === unit.parts;
  if (isLast && unit.column !== undefined) return false;
  const following = mappingAt(eager.state, place.process, isLast ? place.first : unit.page + 1);
  return following !== undefined && isReached(following);
}
