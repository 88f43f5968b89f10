import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkProgram, type Checked } from '../../core/explore/check.js';
import { operations, compilePolicy, PolicyRegistry, type CompiledPolicy } from '../../core/index.js';
import { loadProgram } from '../../core/scenario/load.js';
import type { Program } from '../../core/program/program.js';
import { builtinPolicies } from '../../policies/index.js';
import { packageRoot } from '../../core/run/package-root.js';

const registry = new PolicyRegistry(operations, builtinPolicies);

/** A built-in scenario by its name. */
function builtin(name: string): Program {
  const path = join(packageRoot(), 'workloads', 'scenarios', `${name}.scenario.yaml`);
  return loadProgram(readFileSync(path, 'utf8'), basename(path));
}

/** A built-in policy by its id, compiled. */
function policy(id: string): CompiledPolicy {
  return compilePolicy(registry, id);
}

/** A checked program. */
export interface Case {
  readonly program: Program;
  readonly policy: CompiledPolicy;
  readonly checked: Checked;
}

/** Checks a scenario, built in or given, under a policy. */
export function checkedCase(scenario: string | Program, id: string): Case {
  const program = typeof scenario === 'string' ? builtin(scenario) : scenario;
  const compiled = policy(id);
  return { program, policy: compiled, checked: checkProgram(program, compiled) };
}
