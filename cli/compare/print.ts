/** What a person reads on the terminal after a comparison. */

import type { Results } from '../../core/run/results.js';
import { renderCounts, renderMatrix } from '../../reports/index.js';
import { lookOf } from '../terminal.js';
import { renderRecordings, renderSpeed } from './summary.js';

/** `page` is where the report can be opened. */
export function renderSummary(results: Results, page: string): string {
  const { colour, width } = lookOf();
  return [
    results.scenarios.length === 0 ? '' : renderMatrix(results, { colour, width }),
    renderCounts(results),
    renderRecordings(results),
    renderSpeed(results.speed),
    `Report: ${page}\n`,
  ].filter((part) => part !== '').join('\n');
}
