/** `npm run bench` and `npm run bench:explore`: how fast this program itself is. */

import { hostNow } from '../../core/run/assemble.js';
import { measureAll, type BenchDocument, type Figure } from '../../core/run/bench/result.js';
import { openRegistry } from '../select/registry.js';
import { print, printJson, say } from '../output.js';
import { lookOf } from '../terminal.js';
import { figuresOf } from './figures.js';
import type { BenchOptions } from './options.js';
import { renderBench } from './text.js';

type Told = Pick<BenchOptions, 'json' | 'quiet'>;

/** `cowlab bench --simulator`. Returns the exit code: 0, or 3 when a figure could not be measured. A missed aim is a figure like others. */
export async function benchSimulator(told: Told): Promise<number> {
  return measured(figuresOf(await openRegistry([])), told);
}

/** As `benchSimulator`, of any figures. */
export async function measured(figures: readonly Figure[], { json, quiet }: Told): Promise<number> {
  const host = hostNow();
  const results = await measureAll(figures, (done, next) => {
    if (quiet !== true && next !== undefined) say(`cowlab: measuring ${next} (${done + 1} of ${figures.length})\n`);
  });
  const document: BenchDocument = { schema: 'cowlab/bench@1', host, results };
  if (json === true) printJson(`${JSON.stringify(document, undefined, 2)}\n`);
  else print(renderBench(document, lookOf().width));
  return results.some(({ value }) => value === null) ? 3 : 0;
}
