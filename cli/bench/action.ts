/** `cowlab bench`: workloads under policies, without verdicts and without a report. */

import { availableParallelism } from 'node:os';
import { defaultBounds } from '../../core/program/bounds.js';
import { assembleResults } from '../../core/run/assemble.js';
import { runComparison } from '../../core/run/comparison.js';
import type { Selection } from '../../core/run/plan.js';
import type { Results } from '../../core/run/results.js';
import { printableData } from '../../core/program/printable.js';
import { renderCounts, resultsJson } from '../../reports/index.js';
import { endOnSignal } from '../compare/interrupt.js';
import type { CompareOptions } from '../compare/options.js';
import { startProgress } from '../compare/progress.js';
import { provenanceOf } from '../compare/provenance.js';
import { selectWorkloads } from '../compare/select.js';
import { renderFailures, renderSpeed } from '../compare/summary.js';
import { checkBaseline } from '../select/baseline.js';
import { selectPolicies } from '../select/policies.js';
import { openRegistry } from '../select/registry.js';
import { print, printJson, say } from '../output.js';
import { lookOf, plural } from '../terminal.js';

export type BenchOptions = Omit<CompareOptions, 'scenario' | 'states' | 'maxMemory' | 'workload' | 'out' | 'resume'>;

/**
 * Runs and prints. Returns the exit code: 0 done, 3 a cell broke. Throws a CowlabError before anything is run when the
 * input is refused.
 */
export async function bench(workload: readonly string[], options: BenchOptions): Promise<number> {
  const registry = await openRegistry(options.plugin);
  const policies = (await selectPolicies(registry, options)).map(({ id }) => id);
  if (options.baseline !== undefined) checkBaseline(options.baseline, policies, (id) => registry.has(id));
  const { workloads, chosen } = await selectWorkloads({ workload, parameter: options.parameter });
  const provenance = provenanceOf(options);
  const selection: Selection = {
    policies, scenarios: [], workloads: chosen, bounds: defaultBounds, seed: options.seed, speed: options.speed,
  };
  const what = `${plural(workloads.length, 'workload')} under ${policies.length === 1 ? '1 policy' : `${policies.length} policies`}`;
  const progress = startProgress(what, { quiet: options.quiet === true });
  const stopListening = endOnSignal(() => {
    progress.stop();
    say('cowlab: interrupted\n');
  });
  try {
    const found = await runComparison(selection, {
      entry: new URL('../compare/worker.js', import.meta.url), plugins: options.plugin,
      limit: options.jobs ?? availableParallelism(),
      onProgress: (howFar) => progress.update(howFar),
    });
    progress.stop();
    const results = assembleResults({ registry, policies, programs: [], workloads }, provenance, found);
    show(results, options);
    say(renderFailures(found.failures));
    return found.failures.length > 0 ? 3 : 0;
  } finally {
    progress.stop();
    stopListening();
  }
}

function show(results: Results, { json, quiet }: BenchOptions): void {
  if (json === true) printJson(resultsJson(results));
  else if (quiet !== true) print(renderTables(printableData(results)));
}

function renderTables(results: Results): string {
  const look = lookOf();
  return [renderCounts(results, look), renderSpeed(results.speed, look.width)].filter((part) => part !== '').join('\n');
}
