/** Writes a whole report folder from results. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Results } from '../core/run/results.js';
import { Cells } from './findings/cells.js';
import { replaceFolder } from './folder/report-folder.js';
import { resultsName } from './folder/ownership.js';
import { resultsJson } from './folder/results-json.js';
import { traceFileName } from './words/names.js';

/**
 * Writes `results.json`, both CSV files, the charts, the text of every explained cell, and `index.html`
 * into `directory`, which is created or replaced as a whole once everything is rendered. Everything comes from
 * `results` alone, so that a report can be made again from its `results.json`, byte for byte.
 * Throws a CowlabError naming the place when it cannot be written or holds something that is no report.
 */
export async function writeReport(results: Results, directory: string): Promise<void> {
  await replaceFolder(directory, async (folder) => {
    const files = await renderFiles(results);
    for (const [name, content] of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  });
}

/** Content by path inside the folder. What draws and formats is loaded here, so that other commands start fast. */
async function renderFiles(results: Results): Promise<ReadonlyMap<string, string>> {
  const [{ correctnessCsv }, { performanceCsv }, { drawCharts }, { renderPage }] = await Promise.all([
    import('./csv/correctness-csv.js'),
    import('./csv/performance-csv.js'),
    import('./charts/charts.js'),
    import('./page/page.js'),
  ]);
  const charts = await drawCharts(results);
  const traces = traceFilesOf(results);
  const files = new Map([
    ['correctness.csv', correctnessCsv(results)],
    ['performance.csv', performanceCsv(results)],
    ...charts.flatMap(({ name, specification, svg }): [string, string][] => [
      [`charts/${name}.vl.json`, `${JSON.stringify(specification, undefined, 2)}\n`],
      [`charts/${name}.svg`, svg],
    ]),
    ...traces,
    ['index.html', renderPage({ results, charts, traceFiles: new Set(traces.keys()) })],
  ]);
  // Whoever replaces the folder one day deletes these and nothing else.
  const written = { ...results, files: [...files.keys(), resultsName].toSorted() };
  return files.set(resultsName, resultsJson(written));
}

function traceFilesOf(results: Results): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { scenario, policy, explanation } of new Cells(results).all()) {
    if (explanation === undefined) continue;
    files.set(traceFileName(scenario, policy), explanation.endsWith('\n') ? explanation : `${explanation}\n`);
  }
  return files;
}
