/** What tests of the whole model run on: every built-in policy and every built-in scenario. */

import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { builtinPolicies } from '../../../policies/index.js';
import { scenarioFiles } from '../../../workloads/index.js';
import { loadProgram } from '../../../core/scenario/load.js';
import type { Program } from '../../../core/program/program.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import { operations } from '../../../core/mm/operations.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';

const registry = new PolicyRegistry(operations, builtinPolicies);

/** Every policy that stands alone, oldest first. */
export const policies: readonly CompiledPolicy[] = registry.standalone().map(({ id }) => compilePolicy(registry, id));

/** One of them, or a composition such as `early-cow+pins-bias`. */
export function policy(id: string): CompiledPolicy {
  return policies.find((p) => p.id === id) ?? compilePolicy(registry, id);
}

/** Every built-in scenario, in order of their names. */
export const scenarios: readonly Program[] = scenarioFiles().map((file) =>
  loadProgram(readFileSync(file, 'utf8'), basename(file)),
);

/** One of them by its name. */
export function scenario(name: string): Program {
  const found = scenarios.find((program) => program.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found;
}
