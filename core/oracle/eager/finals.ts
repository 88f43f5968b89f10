/** The outcome of a run that has ended: what was observed, then both halves of every final value. */

import type { Outcome } from '../../program/outcome.js';
import type { Final } from '../../program/program.js';
import { codes } from '../../program/values.js';
import type { Eager } from './eager.js';
import { load, loadThrough } from './look.js';
import { mappingAt } from './mappings.js';
import { referenced, slotOfHandle } from './references.js';
import { nothing } from './state.js';

/** The outcome of a run that has ended. */
export function outcomeOf(eager: Eager): Outcome {
  const row = observedOf(eager);
  for (const final of eager.program.final) {
    for (const half of ['lo', 'hi'] as const) row.push(finalHalf(eager, final, row.length, half));
  }
  return row;
}

/** What operations have observed; `none` where they did not get to it. */
export function observedOf(eager: Eager): number[] {
  return eager.state.observed.map((value) => (value === codes.unset ? codes.none : value));
}

/** A half of a final value, which is seen in `column`; `none` for what is not mapped or not held. */
export function finalHalf(eager: Eager, final: Final, column: number, half: 'lo' | 'hi'): number {
  if (final.kind === 'handle') {
    if (referenced(eager, final.handle, final.page) === nothing) return codes.none;
    return loadThrough(eager, slotOfHandle(eager, final.handle, final.page), half, column);
  }
  const mapping = mappingAt(eager.state, final.process, final.page);
  if (mapping === undefined) return codes.none;
  eager.sightings.memoryColumn(eager.state, column, mapping.slot);
  return load(eager, mapping.slot, half, column);
}
