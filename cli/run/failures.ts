/** Cells that broke, for people. */

import { plural } from '../../core/errors/numbers.js';
import type { Failure } from '../../core/run/job.js';

/** What broke, one paragraph per cell; empty when nothing did. Speeds are no cells of the report. */
export function renderFailures(failures: readonly Failure[]): string {
  if (failures.length === 0) return '';
  const cells = failures.filter((failure) => failure.cells > 0).length;
  const counted = [
    ...(cells === 0 ? [] : [plural(cells, 'cell')]),
    ...(cells === failures.length ? [] : [plural(failures.length - cells, 'measurement of speed', 'measurements of speed')]),
  ];
  return [
    `cowlab: ${counted.join(' and ')} broke; the others are complete.`,
    ...failures.map(({ cell, text }) => `${cell}:\n${text.replaceAll(/^/gmu, '  ')}`),
    '',
  ].join('\n');
}
