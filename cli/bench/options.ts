/** The options of `cowlab bench`. */

import type { RunOptions } from '../run/options.js';

export interface BenchOptions extends RunOptions {
  /** Measures this program instead. */
  readonly simulator?: boolean;
}
