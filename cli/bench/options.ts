/** What `cowlab bench` is told: what is measured, how large, and where it is reported. */

import type { RunOptions } from '../run/options.js';

/** The options of `cowlab bench`. */
export interface BenchOptions extends RunOptions {
  /** Measures this program instead. */
  readonly simulator?: boolean;
}
