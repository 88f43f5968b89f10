/** `cowlab bench`: workloads under policies, without verdicts and without a report. */

import { plural } from '../../core/errors/numbers.js';
import { availableParallelism } from 'node:os';
import { defaultBounds } from '../../core/program/bounds.js';
import { assembleResults } from '../../core/run/assemble.js';
import { runComparison } from '../../core/run/comparison.js';
import { receiveInputs } from '../../core/run/input/receive.js';
import type { Selection } from '../../core/run/plan.js';
import type { Results } from '../../core/run/results.js';
import { printableData } from '../../core/errors/printable.js';
import { renderCounts, renderQuick, resultsJson } from '../../reports/index.js';
import { endOnSignal } from '../run/interrupt.js';
import { isTimed } from '../run/options.js';
import { startProgress } from '../run/progress.js';
import { provenanceOf } from '../run/provenance.js';
import { recordingsAmong, selectWorkloads } from '../run/select-workloads.js';
import { renderSpeed } from '../run/speed-text.js';
import { renderFailures } from '../run/failures.js';
import { guardHost } from '../guard/guard.js';
import { print, printJson, say } from '../output.js';
import { choosePolicies } from '../select/chosen.js';
import { lookOf } from '../terminal.js';
import type { BenchOptions } from './options.js';

/**
 * Runs and prints. Returns the exit code: 0 done, 3 a cell broke. Throws a CowlabError before anything is run when the
 * input is refused.
 */
export async function bench(workload: readonly string[], options: BenchOptions): Promise<number> {
  receiveInputs({ recording: recordingsAmong(workload), plugin: options.plugin });
  const { policies, plugged } = await choosePolicies(options);
  const { workloads, chosen } = await selectWorkloads({ ...options, workload });
  const provenance = provenanceOf(options);
  const selection: Selection = {
    policies: policies.map(({ id }) => id),
    plugged,
    scenarios: [],
    workloads: chosen,
    bounds: defaultBounds,
    seed: options.seed,
    speed: isTimed(options),
  };
  const what = `${plural(workloads.length, 'workload')} under ${plural(policies.length, 'policy', 'policies')}`;
  const progress = startProgress(what, { quiet: options.quiet === true });
  const stopListening = endOnSignal(() => {
    progress.stop();
    say('cowlab: interrupted\n');
  });
  try {
    const found = await runComparison(selection, {
      entry: new URL('../run/thread.js', import.meta.url),
      host: guardHost,
      plugins: options.plugin,
      programs: [],
      stuckAfter: options.stuckAfter,
      limit: options.jobs ?? availableParallelism(),
      onProgress: (howFar) => progress.update(howFar),
    });
    progress.stop();
    const results = assembleResults({ policies, programs: [], workloads }, provenance, found);
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
  return [renderCounts(results, look), renderSpeed(results.speed, look.width), renderQuick(results, look.width)]
    .filter((part) => part !== '')
    .join('\n');
}
