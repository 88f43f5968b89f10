/** The cells of `cowlab check` in this very thread: built-in policies only, and nothing to load for them. */

import type { CompiledPolicy } from '../../core/index.js';
import type { Program } from '../../core/program/program.js';
import { cellOf } from '../../core/run/cell.js';
import { resultOfCells, type JobResult } from '../../core/run/job.js';
import type { PolicyOfKey } from '../../core/run/expectations.js';
import { boundsOf, type BoundsOptions } from '../bounds.js';
import { type ChosenPolicies, describeChosen } from '../select/chosen.js';
import { selectPolicies } from '../select/policies.js';
import { openRegistry } from '../select/registry.js';
import type { CheckOptions } from './options.js';

/** The policies that were asked for, and compiled. */
export async function chooseHere(
  options: CheckOptions,
): Promise<{ readonly chosen: ChosenPolicies; readonly compiled: readonly CompiledPolicy[] }> {
  const registry = await openRegistry([]);
  const compiled = await selectPolicies(registry, options);
  return { chosen: describeChosen(registry, compiled), compiled };
}

/** Checks every program under every policy, in this very thread. */
export function checkHere(
  programs: readonly Program[],
  policies: readonly CompiledPolicy[],
  policyOf: PolicyOfKey,
  options: BoundsOptions,
  show: (text: string) => void,
): JobResult {
  const bounds = boundsOf(options);
  return resultOfCells(
    programs.flatMap((program, index) => {
      return policies.map((policy) => {
        show(`${index + 1}/${programs.length} ${program.name} under ${policy.id}`);
        return cellOf(program, policy, { bounds, policyOf });
      });
    }),
  );
}
