/** How much was looked at for a verdict, and whether that was all. */

import { plural } from '../../core/errors/numbers.js';
import type { VerdictResult } from '../../core/run/results.js';

/** `1 outcome, 174 states, 251 transitions`. */
export function sayEffort({ outcomes, states, transitions }: Pick<VerdictResult, 'outcomes' | 'states' | 'transitions'>): string {
  return [plural(outcomes, 'outcome'), plural(states, 'state'), plural(transitions, 'transition')].join(', ');
}
