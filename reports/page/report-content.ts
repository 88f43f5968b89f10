/** What a page is made of. */

import type { Results } from '../../core/run/results.js';
import type { Chart } from '../charts/charts.js';

/** The results, and what is in the folder beside the page. */
export interface ReportContent {
  readonly results: Results;
  readonly charts: readonly Chart[];
  /** Trace files beside the page, by `traceFileName`. */
  readonly traceFiles: ReadonlySet<string>;
}
