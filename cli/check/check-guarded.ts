/** The cells of `cowlab check` where plugins take part: theirs in processes of their own, the others in threads. */

import { availableParallelism } from 'node:os';
import { runComparison } from '../../core/run/comparison.js';
import { likelyStates } from '../../core/run/likely-states.js';
import type { JobResult } from '../../core/run/job.js';
import type { Program } from '../../core/program/program.js';
import type { VerdictResult } from '../../core/run/results.js';
import { boundsOf } from '../bounds.js';
import { guardHost } from '../guard/guard.js';
import type { ChosenPolicies } from '../select/chosen.js';
import type { CheckOptions } from './options.js';

/** As `check-here.ts`, where plugins bring policies: their code runs in processes of its own. */
export async function checkGuarded(
  programs: readonly Program[],
  { policies, plugged }: ChosenPolicies,
  options: CheckOptions,
  show: (text: string) => void,
): Promise<JobResult> {
  const ids = policies.map(({ id }) => id);
  const found = await runComparison(
    {
      policies: ids,
      plugged,
      scenarios: programs.map((program) => ({ file: program.origin, states: likelyStates(program) })),
      workloads: [],
      bounds: boundsOf(options),
      seed: 1,
      speed: false,
    },
    {
      entry: new URL('../run/thread.js', import.meta.url),
      host: guardHost,
      plugins: options.plugin,
      programs,
      explains: false,
      limit: availableParallelism(),
      stuckAfter: options.stuckAfter,
      onProgress: ({ finishedCells, cells }) => show(`${finishedCells} of ${cells} cells`),
    },
  );
  return { ...found, verdicts: inOrder(found.verdicts, programs, ids) };
}

/** By scenario, then policy, whoever was first. */
function inOrder(
  verdicts: readonly VerdictResult[],
  programs: readonly Program[],
  ids: readonly string[],
): readonly VerdictResult[] {
  return programs.flatMap(({ name }) =>
    ids.flatMap((id) => verdicts.find(({ scenario, policy }) => scenario === name && policy === id) ?? []),
  );
}
