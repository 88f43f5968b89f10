/** What a person reads on the terminal after a comparison. */

import type { Results, Unfinished } from '../../core/run/results.js';
import { renderCounts, renderMatrix, renderQuick } from '../../reports/index.js';
import { lookOf } from '../terminal.js';
import { renderSpeed } from '../run/speed-text.js';

/** `page` is where the report can be opened. */
export function renderSummary(results: Results, page: string): string {
  const look = lookOf();
  return [
    results.scenarios.length === 0 ? '' : renderMatrix(results, look),
    renderCounts(results, look),
    renderSpeed(results.speed, look.width),
    renderQuick(results, look.width),
    ...(results.unfinished === undefined ? [] : [sayUnfinished(results.unfinished)]),
    `Report: ${page}\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function sayUnfinished({ finishedCells, cells }: Unfinished): string {
  return `This run was interrupted: ${finishedCells} of ${cells} cells are finished; what was not run is blank or missing above.\n`;
}
