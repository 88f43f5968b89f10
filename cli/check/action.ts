/** `cowlab check`: everything is read and resolved first, then run, then printed as a whole. */

import type { Program } from '../../core/program/program.js';
import { printableData } from '../../core/errors/printable.js';
import { nearestNames } from '../../core/errors/nearest.js';
import type { JobResult } from '../../core/run/job.js';
import { namedIn, type PolicyOfKey } from '../../core/run/expectations.js';
import { receiveInputs } from '../../core/run/input/receive.js';
import { isAsExpected } from '../../core/run/as-expected.js';
import type { VerdictResult } from '../../core/run/results.js';
import { againstParents, type AgainstParent } from '../../reports/findings/against-parent.js';
import { renderFailures } from '../run/failures.js';
import { choosePolicies, type ChosenPolicies, knows } from '../select/chosen.js';
import { openPolicyOfKey } from '../select/kernels.js';
import { selectScenarios } from '../select/scenarios.js';
import { print, printJson, say } from '../output.js';
import { lookOf } from '../terminal.js';
import { startWaiting, type Waiting } from '../waiting/waiting.js';
import { checkHere, chooseHere } from './check-here.js';
import type { CheckOptions } from './options.js';
import { verdictDocument } from './document.js';
import { renderVerdicts, type ScenarioHead } from './text.js';

/** @returns the exit code */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const waiting = startWaiting(options);
  try {
    waiting.say('reading scenarios');
    receiveInputs({ scenario: files, plugin: options.plugin });
    return await checked(files, options, waiting);
  } finally {
    waiting.stop();
  }
}

async function checked(files: readonly string[], options: CheckOptions, waiting: Waiting): Promise<number> {
  const { chosen, compiled } = options.plugin.length === 0 ? await chooseHere(options) : await chooseApart(options);
  const programs = selectScenarios(files, options.scenario);
  const policyOf = await openPolicyOfKey(programs.flatMap(namedIn), { has: (id) => knows(chosen, id) });
  const found =
    compiled === undefined
      ? await checkApart(programs, chosen, options, waiting.say)
      : checkHere(programs, compiled, policyOf, options, waiting.say);
  waiting.stop();
  for (const note of notesOn(programs, policyOf, chosen)) say(`cowlab: ${note}\n`);
  show(programs, chosen, found, options);
  if (found.failures.length > 0) return 3;
  return found.verdicts.every(isAsExpected) ? 0 : 1;
}

async function chooseApart(options: CheckOptions): Promise<{ readonly chosen: ChosenPolicies; readonly compiled: undefined }> {
  return { chosen: await choosePolicies(options), compiled: undefined };
}

/** With threads and processes: only for those who have plugins. */
async function checkApart(
  programs: readonly Program[],
  chosen: ChosenPolicies,
  options: CheckOptions,
  progress: (text: string) => void,
): Promise<JobResult> {
  const { checkGuarded } = await import('./check-guarded.js');
  return checkGuarded(programs, chosen, options, progress);
}

function show(
  programs: readonly Program[],
  chosen: ChosenPolicies,
  { verdicts, failures }: JobResult,
  { json, quiet }: CheckOptions,
): void {
  if (json === true) printJson(`${JSON.stringify(verdictDocument(verdicts), undefined, 2)}\n`);
  else {
    const changes = printableData(changesOf(chosen, verdicts));
    print(
      renderVerdicts(printableData(programs.map(headOf)), printableData(verdicts), {
        ...lookOf(),
        quiet: quiet === true,
        changes,
      }),
    );
  }
  say(renderFailures(failures));
}

function headOf({ name, title, documentedHazard }: Program): ScenarioHead {
  return { name, title, documentedHazard };
}

/** Of policies that plugins brought: what came back, and what went, against the policy they started from. */
function changesOf({ policies, plugged }: ChosenPolicies, results: readonly VerdictResult[]): readonly AgainstParent[] {
  return againstParents(policies, results).filter(({ policy }) => plugged.includes(policy));
}

/** Keys of `expect` that mean nothing here: perhaps a plugin's policy, perhaps a typing mistake. */
function notesOn(programs: readonly Program[], policyOf: PolicyOfKey, chosen: ChosenPolicies): string[] {
  return programs.flatMap((program) =>
    namedIn(program).flatMap((key) => {
      const policy = policyOf(key);
      if (policy !== undefined && knows(chosen, policy)) return [];
      const near = nearestNames(key, chosen.known);
      const why =
        policy === undefined
          ? 'is neither a policy nor a kernel that is known'
          : `has the policy ${policy}, which is not built yet`;
      const hint = near.length > 0 && policy === undefined ? `; did you mean ${near.join(', ')}?` : '';
      return [`${program.origin}: \`expect: ${key}\` is not compared: ${key} ${why}${hint}`];
    }),
  );
}
