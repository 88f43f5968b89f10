/** `cowlab bench --simulator`, which is `npm run bench`: how fast this program itself is. */

import { hostNow } from '../../core/run/assemble.js';
import { measureAll, type BenchDocument, type BenchResult } from '../../core/run/bench/result.js';
import { paragraph } from '../../reports/index.js';
import { showFigure } from '../../reports/words/numbers.js';
import { openRegistry } from '../select/registry.js';
import { print, printJson, say } from '../output.js';
import { lookOf } from '../terminal.js';
import { figuresOf } from './figures.js';
import type { BenchOptions } from './options.js';

/** Returns the exit code: 0, or 3 when a figure could not be measured. A missed aim is a figure like others. */
export async function benchSimulator({ json, quiet }: Pick<BenchOptions, 'json' | 'quiet'>): Promise<number> {
  const host = hostNow();
  const figures = figuresOf(await openRegistry([]));
  const results = await measureAll(figures, (done, next) => {
    if (quiet !== true && next !== undefined) say(`cowlab: measuring ${next} (${done + 1} of ${figures.length})\n`);
  });
  const document: BenchDocument = { schema: 'cowlab/bench@1', host, results };
  if (json === true) printJson(`${JSON.stringify(document, undefined, 2)}\n`);
  else print(renderBench(document, lookOf().width));
  return results.some(({ value }) => value === null) ? 3 : 0;
}

/** Two lines or more per figure: what came out, and what it means. */
function renderBench({ host, results }: BenchDocument, width: number): string {
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
