/** What `cowlab check` is told: which programs under which policies, its bounds, and how it is told. */

import type { BoundsOptions } from '../bounds.js';
import type { PolicyChoice } from '../select/policies.js';

/** As typed, with defaults filled in. */
export interface CheckOptions extends PolicyChoice, BoundsOptions {
  readonly scenario: readonly string[];
  readonly plugin: readonly string[];
  readonly stuckAfter: number;
  readonly json?: true;
  readonly quiet?: true;
}
