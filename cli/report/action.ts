/** From the arguments of `cowlab report` to its exit code. */

import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { noPlaceForReport, optionOfOneReport, unknownName } from '../../core/errors/errors.js';
import { printable, printableData } from '../../core/errors/printable.js';
import type { Results } from '../../core/run/results.js';
import { isReadOnce, receiveInputs } from '../../core/run/input/receive.js';
import { changesBetween, hasChanges, readResults, resultsJson, writeReport } from '../../reports/index.js';
import { renderSummary } from '../compare/text.js';
import { print, printJson } from '../output.js';
import { lookOf } from '../terminal.js';
import { startWaiting, type Waiting } from '../waiting/waiting.js';
import { changesDocument } from './document.js';
import type { ReportOptions } from './options.js';
import { renderChanges } from './text.js';

/** Throws a CowlabError before anything is written when a report or an option is refused. */
export async function report(folder: string, later: string | undefined, options: ReportOptions): Promise<number> {
  const waiting = startWaiting(options);
  try {
    waiting.say(`reading ${folder}`);
    return await (later === undefined ? renderAgain(folder, options, waiting) : compareReports(folder, later, options, waiting));
  } finally {
    waiting.stop();
  }
}

async function renderAgain(folder: string, options: ReportOptions, waiting: Waiting): Promise<number> {
  const out = options.out ?? (await folderOf(folder));
  receiveInputs({ results: [folder] });
  const results = against(options.baseline, await readResults(folder));
  waiting.say(`writing ${out}`);
  await writeReport(results, out);
  waiting.stop();
  show(
    options,
    () => resultsJson(results),
    () => renderSummary(printableData(results), printable(join(out, 'index.html'))),
  );
  return 0;
}

async function compareReports(folder: string, later: string, options: ReportOptions, waiting: Waiting): Promise<number> {
  if (options.out !== undefined || options.baseline !== undefined) {
    throw optionOfOneReport(options.out === undefined ? '--baseline' : '--out');
  }
  receiveInputs({ results: [folder, later] });
  const [before, after] = [await readResults(folder), await readResults(later)];
  const changes = changesBetween(before, after);
  waiting.stop();
  show(
    options,
    () => changesDocument(changes, { name: folder, results: before }, { name: later, results: after }),
    () =>
      renderChanges(
        printableData(changes),
        printableData({ name: folder, results: before }),
        printableData({ name: later, results: after }),
        lookOf().width,
      ),
  );
  return hasChanges(changes) ? 1 : 0;
}

/** Throws a CowlabError with the nearest names when no compared policy is called so. */
function against(baseline: string | undefined, results: Results): Results {
  if (baseline === undefined) return results;
  const ids = results.policies.map(({ id }) => id);
  if (!ids.includes(baseline)) throw unknownName('policy of this report', baseline, ids, '--baseline');
  return { ...results, baseline };
}

/** The results file itself may be named instead of its folder; what comes through a pipe has none. */
async function folderOf(path: string): Promise<string> {
  if (isReadOnce(path)) throw noPlaceForReport();
  const found = await stat(path).catch(() => undefined);
  // What is not there is refused by who reads it.
  return found?.isDirectory() === true ? path : dirname(path);
}

function show({ json, quiet }: ReportOptions, document: () => string, text: () => string): void {
  if (json === true) printJson(document());
  else if (quiet !== true) print(text());
}
