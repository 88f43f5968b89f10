/** The main job, from its options to its exit code. */

import { plural } from '../../core/errors/numbers.js';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { assembleResults, type Subjects } from '../../core/run/assemble.js';
import { runComparison } from '../../core/run/comparison.js';
import { unitsOf, type JobResult } from '../../core/run/job.js';
import type { StoredJobs } from '../../core/run/journal.js';
import { planOf } from '../../core/run/plan.js';
import type { Results } from '../../core/run/results.js';
import { printable, printableData } from '../../core/errors/printable.js';
import { isAsExpected } from '../../core/run/as-expected.js';
import { checkReportFolder, resultsJson, unfinishedPlace, writeReport } from '../../reports/index.js';
import { guardHost } from '../guard/guard.js';
import { print, printJson, say } from '../output.js';
import { FinishedJobs, forgottenCommand, storedJobs, type JobStore } from './finished-jobs.js';
import { jobKeys } from './job-keys.js';
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
  const keyOf = jobKeys(selected, options.plugin);
  const stored = storedFor(options, selected, { place, keyOf });

  const subjects: Subjects = selected;
  const jobs = new FinishedJobs({
    place,
    keyOf,
    stored,
    command: provenance.command,
    warn: (why) => note(`the finished cells cannot be kept (${why}): the run goes on, but --resume will not go on with it`),
  });
  const progress = startProgress(describe(selected), { quiet: options.quiet === true });
  const stopListening = endOnSignal(() => {
    progress.stop();
    note(`interrupted; ${keepUnfinished({ subjects, provenance, jobs, place, directory: options.out })}`);
  });
  try {
    const found = await run(options, selected, jobs, progress);
    const results = assembleResults(subjects, provenance, found);
    await writeReport(results, options.out);
    jobs.remove();
    progress.stop(`done in ${Math.round((performance.now() - start) / 1000)} s`);
    show(results, found, options);
    return exitCodeOf(results, found);
  } catch (error) {
    progress.stop();
    if (jobs.canGoOn) note(`the finished cells are kept; ${sayHowToGoOn(provenance.command)}`);
    throw error;
  } finally {
    stopListening();
  }
}

async function run(
  options: CompareOptions,
  { selection, programs }: Selected,
  jobs: FinishedJobs,
  progress: Progress,
): Promise<JobResult> {
  return runComparison(selection, {
    entry: new URL('../run/thread.js', import.meta.url),
    host: guardHost,
    plugins: options.plugin,
    programs,
    stuckAfter: options.stuckAfter,
    limit: options.jobs ?? availableParallelism(),
    finished: (job) => jobs.of(job),
    onFinished: (job, result) => jobs.add(job, result),
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

/** What `--resume` goes on with. Else what is there stays until this run has a finished cell of its own, and that is said. */
function storedFor(
  { resume, quiet }: CompareOptions,
  { selection }: Selected,
  { place, keyOf }: Pick<JobStore, 'place' | 'keyOf'>,
): StoredJobs | undefined {
  if (resume !== true) {
    const command = quiet === true ? undefined : forgottenCommand(place);
    if (command !== undefined)
      note(`starting over; the unfinished run in ${place.folder} could be gone on with: ${command} --resume`);
    return undefined;
  }
  const { cells, speed } = planOf(selection);
  const keys = [...cells, ...speed].flatMap(({ job }) => unitsOf(job)).map(keyOf);
  const stored = storedJobs(place, keys);
  const taken = keys.filter((key) => stored.results.has(key)).length;
  const others = stored.results.size - taken;
  if (others > 0 && quiet !== true)
    note(`${taken} finished jobs are taken from the unfinished run; ${others} are not of this one`);
  return stored;
}

function note(words: string): void {
  say(`cowlab: ${words}\n`);
}

/** `93 scenarios and 2 workloads under 13 policies`. */
function describe({ selection, programs, workloads }: Selected): string {
  return (
    `${plural(programs.length, 'scenario')} and ${plural(workloads.length, 'workload')} ` +
    `under ${plural(selection.policies.length, 'policy', 'policies')}`
  );
}
