/** The options of `cowlab check`. */

import type { BoundsOptions } from '../bounds.js';
import type { PolicyChoice } from '../select/policies.js';

/** The options of `cowlab check`. */
export interface CheckOptions extends PolicyChoice, BoundsOptions {
  readonly scenario: readonly string[];
  readonly plugin: readonly string[];
  readonly stuckAfter: number;
  readonly json?: true;
  readonly quiet?: true;
}
