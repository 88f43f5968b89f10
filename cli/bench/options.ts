/** What `cowlab bench` is told: what is measured, how large, and where it is reported. */

import type { RunOptions } from '../run/options.js';

/** As typed, with defaults filled in. */
export interface BenchOptions extends RunOptions {
  /** Measures this program instead. */
  readonly simulator?: boolean;
  /** Measures the search instead. */
  readonly explore?: boolean;
}
