/** Writes a whole report folder from results. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Results, VerdictResult } from '../core/run/results.js';
import { Cells } from './cells.js';
import { replaceFolder } from './folder/report-folder.js';
import { resultsJson } from './folder/results-json.js';
import { traceFileName } from './names.js';

/** The run of a cell as text for people, or undefined where there is nothing to explain. Asked for breached cells. */
export type Explain = (verdict: VerdictResult) => string | undefined;

/**
 * Writes `results.json`, both CSV files, the charts, a trace per breached cell that `explain` explains, and
 * `index.html` into `directory`, which is created or replaced as a whole once everything is rendered.
 * Throws a CowlabError naming the place when it cannot be written or holds something that is no report.
 */
export async function writeReport(results: Results, directory: string, explain?: Explain): Promise<void> {
  await replaceFolder(directory, async (folder) => {
    const files = await renderFiles(results, explain);
    for (const [name, content] of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  });
}

/** Content by path inside the folder. What draws and formats is loaded here, so that other commands start fast. */
async function renderFiles(results: Results, explain: Explain | undefined): Promise<ReadonlyMap<string, string>> {
  const [{ correctnessCsv }, { performanceCsv }, { drawCharts }, { renderPage }] = await Promise.all([
    import('./csv/correctness-csv.js'), import('./csv/performance-csv.js'), import('./charts/charts.js'),
    import('./page/page.js'),
  ]);
  const charts = await drawCharts(results);
  const traces = traceFilesOf(results, explain);
  return new Map([
    ['results.json', resultsJson(results)],
    ['correctness.csv', correctnessCsv(results)],
    ['performance.csv', performanceCsv(results)],
    ...charts.flatMap(({ name, specification, svg }): [string, string][] => [
      [`charts/${name}.vl.json`, `${JSON.stringify(specification, undefined, 2)}\n`], [`charts/${name}.svg`, svg],
    ]),
    ...traces,
    ['index.html', renderPage({ results, charts, traceFiles: new Set(traces.keys()) })],
  ]);
}

function traceFilesOf(results: Results, explain: Explain | undefined): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const verdict of new Cells(results).all()) {
    const text = verdict.breaches.length > 0 ? explain?.(verdict) : undefined;
    if (text === undefined) continue;
    files.set(traceFileName(verdict.scenario, verdict.policy), text.endsWith('\n') ? text : `${text}\n`);
  }
  return files;
}
