/** That a run was quick, below its tables. */

import type { Results } from '../../core/run/results.js';
import { sayQuick } from '../words/quick-words.js';
import { paragraph } from './paragraph.js';

/** Lines of at most `width` columns; empty for a run of whole workloads. */
export function renderQuick(results: Results, width: number): string {
  const words = sayQuick(results);
  return words === undefined ? '' : [...paragraph('', words, width), ''].join('\n');
}
