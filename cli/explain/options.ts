/** What `cowlab explain` is told: which run is shown, and how. */

import type { BoundsOptions } from '../bounds.js';
import type { PolicyChoice } from '../select/policies.js';

/** As typed, with defaults filled in. */
export interface ExplainOptions extends PolicyChoice, BoundsOptions {
  readonly plugin: readonly string[];
  readonly stuckAfter: number;
  readonly json?: true;
  readonly allSteps?: true;
}
