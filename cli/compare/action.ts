/** The main job, from its options to its exit code. */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { assembleResults } from '../../core/run/assemble.js';
import { runComparison } from '../../core/run/comparison.js';
import type { JobResult } from '../../core/run/job.js';
import type { Results } from '../../core/run/results.js';
import { isAsExpected } from '../../core/run/verdict-result.js';
import { checkReportFolder, writeReport } from '../../reports/index.js';
import { openRegistry } from '../select/registry.js';
import { endOnSignal } from './interrupt.js';
import type { CompareOptions } from './options.js';
import { renderSummary } from './print.js';
import { startProgress } from './progress.js';
import { provenanceOf } from './provenance.js';
import { select, type Selected } from './select.js';
import { renderFailures } from './summary.js';

/**
 * Runs, writes the report and prints. Returns the exit code: 0 all as expected, 1 a verdict or count is not, 3 a cell
 * broke. Throws a CowlabError before anything is run when the input is refused.
 */
export async function compare(options: CompareOptions): Promise<number> {
  const start = performance.now();
  const registry = await openRegistry(options.plugin);
  const selected = await select(options, registry);
  await checkReportFolder(options.out);
  const provenance = provenanceOf(options.seed);
  const progress = startProgress(describe(selected), options.quiet === true);
  const stopListening = endOnSignal(() => progress.stop());
  try {
    const found = await run(options, selected, (fraction) => progress.update(fraction));
    const results = assembleResults({ registry, policies: selected.selection.policies, ...selected }, provenance, found);
    await write(results, found, options.out);
    progress.stop(`done in ${Math.round((performance.now() - start) / 1000)} s`);
    print(results, found, options);
    return exitCodeOf(results, found);
  } catch (error) {
    progress.stop();
    throw error;
  } finally {
    stopListening();
  }
}

async function run(
  options: CompareOptions, { selection }: Selected, onProgress: (fraction: number) => void,
): Promise<JobResult> {
  return runComparison(selection, {
    entry: new URL('worker.js', import.meta.url), plugins: options.plugin,
    limit: options.jobs ?? availableParallelism(), onProgress,
  });
}

async function write(results: Results, { explanations }: JobResult, folder: string): Promise<void> {
  const key = (cell: { readonly scenario: string; readonly policy: string }): string => `${cell.scenario} ${cell.policy}`;
  const texts = new Map(explanations.map((explanation) => [key(explanation), explanation.text]));
  await writeReport(results, folder, (verdict) => texts.get(key(verdict)));
}

function print(results: Results, { failures }: JobResult, options: CompareOptions): void {
  if (options.json === true) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  else if (options.quiet !== true) process.stdout.write(renderSummary(results, join(options.out, 'index.html')));
  process.stderr.write(renderFailures(failures));
}

function exitCodeOf(results: Results, { failures }: JobResult): number {
  if (failures.length > 0) return 3;
  return results.verdicts.every(isAsExpected) ? 0 : 1;
}

/** `93 scenarios and 2 workloads under 13 policies`. */
function describe({ selection, programs, workloads }: Selected): string {
  const counted = (count: number, noun: string, nouns: string): string => `${count} ${count === 1 ? noun : nouns}`;
  return `${counted(programs.length, 'scenario', 'scenarios')} and ${counted(workloads.length, 'workload', 'workloads')} `
    + `under ${counted(selection.policies.length, 'policy', 'policies')}`;
}
