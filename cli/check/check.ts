/** `cowlab check`: everything is read and resolved first, then run, then printed as a whole. */

import { checkProgram } from '../../core/explore/check.js';
import type { Program } from '../../core/program/program.js';
import { printableData } from '../../core/program/printable.js';
import { nearestNames } from '../../core/program/nearest.js';
import { expectationsFor, isAsExpected, verdictResult, type PolicyOfKey } from '../../core/run/verdict-result.js';
import type { VerdictResult } from '../../core/run/results.js';
import type { CompiledPolicy, PolicyRegistry } from '../../core/index.js';
import { againstParents, type AgainstParent } from '../../reports/against-parent.js';
import { boundsOf, type BoundsOptions } from '../bounds.js';
import { openPolicyOfKey } from '../select/kernels.js';
import { selectPolicies, type PolicyChoice } from '../select/policies.js';
import { openRegistry } from '../select/registry.js';
import { selectScenarios } from '../select/scenarios.js';
import { print, printJson, say } from '../output.js';
import { lookOf } from '../terminal.js';
import { verdictDocument } from './document.js';
import { renderVerdicts, type ScenarioHead } from './text.js';

export interface CheckOptions extends PolicyChoice, BoundsOptions {
  readonly scenario: readonly string[];
  readonly plugin: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
}

/** @returns the exit code */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const registry = await openRegistry(options.plugin);
  const policies = await selectPolicies(registry, options);
  const programs = selectScenarios(files, options.scenario);
  const keys = programs.flatMap(keysOf);
  const policyOf = await openPolicyOfKey(keys, registry);
  const results = run(programs, policies, policyOf, options);
  for (const note of notesOn(programs, policyOf, registry)) say(`cowlab: ${note}\n`);
  if (options.json === true) printJson(`${JSON.stringify(verdictDocument(results), undefined, 2)}\n`);
  else {
    const changes = printableData(changesOf(policies, results));
    print(renderVerdicts(printableData(programs.map(headOf)), printableData(results), { ...lookOf(), quiet: options.quiet === true, changes }));
  }
  return results.every(isAsExpected) ? 0 : 1;
}

function headOf({ name, title, documentedHazard }: Program): ScenarioHead {
  return { name, title, documentedHazard };
}

function run(
  programs: readonly Program[], policies: readonly CompiledPolicy[], policyOf: PolicyOfKey, options: CheckOptions,
): VerdictResult[] {
  const { quiet, json } = options;
  const bounds = boundsOf(options);
  const shows = process.stderr.isTTY && process.stdout.isTTY && quiet !== true && json !== true && programs.length > 1;
  const progress = (text: string): void => {
    if (shows) process.stderr.write(`\r\u001B[K${text}`);
  };
  try {
    return programs.flatMap((program, index) => {
      progress(`${index + 1}/${programs.length} ${program.name}`);
      return policies.map((policy) => {
        const checked = checkProgram(program, policy, bounds);
        return verdictResult(program, policy, checked, expectationsFor(program, policy.id, policyOf));
      });
    });
  } finally {
    progress('');
  }
}

/** Of policies that plugins brought: what came back, and what went, against the policy they started from. */
function changesOf(policies: readonly CompiledPolicy[], results: readonly VerdictResult[]): readonly AgainstParent[] {
  const summaries = policies.map(({ id, chain }) => ({ id, extends: chain.at(-1)?.extends }));
  const own = new Set(policies.filter(({ chain }) => chain.at(-1)?.origin !== undefined).map(({ id }) => id));
  return againstParents(summaries, results).filter(({ policy }) => own.has(policy));
}

function keysOf({ expect, expectEvents }: Program): string[] {
  return [...new Set([...Object.keys(expect), ...Object.keys(expectEvents)])];
}

/** Keys of `expect` that mean nothing here: perhaps a plugin's policy, perhaps a typing mistake. */
function notesOn(programs: readonly Program[], policyOf: PolicyOfKey, registry: PolicyRegistry): string[] {
  const known = registry.all().map(({ id }) => id);
  return programs.flatMap((program) => keysOf(program).flatMap((key) => {
    const policy = policyOf(key);
    if (policy !== undefined && registry.has(policy)) return [];
    const near = nearestNames(key, known);
    const why = policy === undefined ? 'is neither a policy nor a kernel that is known' : `has the policy ${policy}, which is not built yet`;
    const hint = near.length > 0 && policy === undefined ? `; did you mean ${near.join(', ')}?` : '';
    return [`${program.origin}: \`expect: ${key}\` is not compared: ${key} ${why}${hint}`];
  }));
}
