/** What the command prints below the matrix and the counts. */

import type { Speed } from '../../core/run/results.js';
import { alike } from '../../reports/findings/alike.js';
import { noBreak, paragraph } from '../../reports/index.js';
import { showFigure } from '../../reports/words/numbers.js';

/** One line per bench, with every policy it was timed under; empty when nothing was timed. */
export function renderSpeed(speed: readonly Speed[], width: number): string {
  if (speed.length === 0) return '';
  const figures = speed.map(({ name, subject = name, policy, operationsPerSecond, marginPercent }) => ({
    subject,
    figure: [
      ...(policy === undefined ? [] : [policy]),
      ...(operationsPerSecond === null ? ['no', 'figure:'] : [showFigure(operationsPerSecond / 1e6)]),
      '±',
      String(marginPercent),
      '%',
    ].join(noBreak),
  }));
  return [
    'Speed of the simulator in million/s (mean, relative margin of error)',
    ...alike(figures, ({ subject }) => subject).flatMap((same) =>
      paragraph('  ', `${same[0].subject}: ${same.map(({ figure }) => figure).join(', ')}`, width),
    ),
    '',
  ].join('\n');
}
