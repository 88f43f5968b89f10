/** Figures of this program itself, in words. */

import type { BenchDocument, BenchResult } from '../../core/run/bench/result.js';
import { paragraph } from '../../reports/index.js';
import { showFigure } from '../../reports/words/numbers.js';

/** Two lines or more per figure: what came out, and what it means. */
export function renderBench({ host, results }: BenchDocument, width: number): string {
  const name = Math.max(...results.map((result) => result.name.length));
  return [
    `Node.js ${host.node} on ${host.platform}, ${host.cpus} CPUs, load ${host.load} before; median ± half the distance of the quartiles`,
    ...results.flatMap((result) => [
      `${result.name.padEnd(name)}  ${figureOf(result)}`,
      ...paragraph('    ', result.about, width),
    ]),
    '',
  ].join('\n');
}

function figureOf({ value, unit, spread, samples, aim, met, why }: BenchResult): string {
  if (value === null) return `not measured: ${why ?? ''}`;
  const figure = `${showFigure(value)} ± ${showFigure(spread ?? 0)}${unit === 'ratio' ? '' : ` ${unit}`} (${samples} samples)`;
  if (aim === undefined) return figure;
  return `${figure}, aim ${aim}${met === undefined ? '' : met ? ': met' : ': missed'}`;
}
