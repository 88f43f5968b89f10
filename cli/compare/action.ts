/** The main job, from its options to its exit code. */

import { plural } from '../../core/errors/numbers.js';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { assembleResults, type Subjects } from '../../core/run/assemble.js';
import { runComparison } from '../../core/run/comparison.js';
import type { JobResult } from '../../core/run/job.js';
import type { Results } from '../../core/run/results.js';
import { printable, printableData } from '../../core/errors/printable.js';
import { isAsExpected } from '../../core/run/as-expected.js';
import { checkReportFolder, resultsJson, unfinishedPlace, writeReport } from '../../reports/index.js';
import { guardHost } from '../guard/guard.js';
import { print, printJson, say } from '../output.js';
import { FinishedCells, forgottenRun, storedRun } from './finished-cells.js';
import { identityOf } from './identity.js';
import { endOnSignal } from '../run/interrupt.js';
import { keepUnfinished, sayHowToGoOn } from './keep-unfinished.js';
import type { CompareOptions } from './options.js';
import { renderSummary } from './text.js';
import { startProgress, type Progress } from '../run/progress.js';
import { provenanceOf } from '../run/provenance.js';
import { select, type Selected } from './select.js';
import { renderFailures } from '../run/failures.js';

/**
 * Runs, writes the report and prints. Returns the exit code: 0 all as expected, 1 a verdict or count is not, 3 a cell
 * broke. Throws a CowlabError before anything is run when the input is refused.
 */
export async function compare(options: CompareOptions): Promise<number> {
  const start = performance.now();
  const selected = await select(options);
  await checkReportFolder(options.out);
  const place = unfinishedPlace(options.out);
  const provenance = provenanceOf(options);
  const identity = identityOf(selected, options.plugin, provenance.version);
  const stored = options.resume === true ? storedRun(place, identity) : undefined;
  if (stored === undefined && options.quiet !== true) sayForgotten(place);

  const subjects: Subjects = selected;
  const cells = new FinishedCells(place, { identity, command: provenance.command }, stored, (why) =>
    note(`the finished cells cannot be kept (${why}): the run goes on, but --resume will not go on with it`));
  const progress = startProgress(describe(selected), { quiet: options.quiet === true });
  const stopListening = endOnSignal(() => {
    progress.stop();
    note(`interrupted; ${keepUnfinished({ subjects, provenance, cells, place, directory: options.out })}`);
  });
  try {
    const found = await run(options, selected, cells, progress);
    const results = assembleResults(subjects, provenance, found);
    await writeReport(results, options.out);
    cells.remove();
    progress.stop(`done in ${Math.round((performance.now() - start) / 1000)} s`);
    show(results, found, options);
    return exitCodeOf(results, found);
  } catch (error) {
    progress.stop();
    if (cells.canGoOn) note(`the finished cells are kept; ${sayHowToGoOn(provenance.command)}`);
    throw error;
  } finally {
    stopListening();
  }
}

async function run(
  options: CompareOptions, { selection, programs }: Selected, cells: FinishedCells, progress: Progress,
): Promise<JobResult> {
  return runComparison(selection, {
    entry: new URL('../run/thread.js', import.meta.url), host: guardHost, plugins: options.plugin, programs,
    stuckAfter: options.stuckAfter,
    limit: options.jobs ?? availableParallelism(),
    finished: (job) => cells.of(job),
    onFinished: (job, result) => cells.add(job, result),
    onProgress: (howFar) => progress.update(howFar),
  });
}

function show(results: Results, { failures }: JobResult, options: CompareOptions): void {
  if (options.json === true) printJson(resultsJson(results));
  else if (options.quiet !== true) print(renderSummary(printableData(results), printable(join(options.out, 'index.html'))));
  say(renderFailures(failures));
}

function exitCodeOf(results: Results, { failures }: JobResult): number {
  if (failures.length > 0) return 3;
  return results.verdicts.every(isAsExpected) ? 0 : 1;
}

/** The interrupted run stays until this one has a finished cell of its own. */
function sayForgotten(place: ReturnType<typeof unfinishedPlace>): void {
  const run = forgottenRun(place);
  if (run === undefined) return;
  note(`starting over; the unfinished run in ${place.folder} could be gone on with: ${run.command} --resume`);
}

function note(words: string): void {
  say(`cowlab: ${words}\n`);
}

/** `93 scenarios and 2 workloads under 13 policies`. */
function describe({ selection, programs, workloads }: Selected): string {
  return `${plural(programs.length, 'scenario')} and ${plural(workloads.length, 'workload')} `
    + `under ${plural(selection.policies.length, 'policy', 'policies')}`;
}
