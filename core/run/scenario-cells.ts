/** Scenarios under policies: a verdict per cell, and the breached runs explained. */

import { checkProgram } from '../explore/check.js';
import type { Bounds } from '../program/bounds.js';
import type { Program } from '../program/program.js';
import { compilePolicy, type CompiledPolicy } from '../rules/compile.js';
import type { Catalogue, ScenarioTools } from './catalogue.js';
import { failedVerdict, failureOf } from './failure.js';
import { emptyResult, type Explanation, type Failure, type JobResult, type ScenariosJob } from './job.js';
import type { VerdictResult } from './results.js';
import { expectationsFor, replayBreach, verdictResult, type PolicyOfKey } from './verdict-result.js';

interface Cell {
  readonly verdict: VerdictResult;
  readonly explanation?: Explanation;
  readonly failure?: Failure;
}

/** A cell in which a rule throws is `broken`: nothing is known of it. The other cells are not touched by it. */
export async function checkScenarios(
  job: ScenariosJob, catalogue: Catalogue, onProgress: (fraction: number) => void,
): Promise<JobResult> {
  const policies = job.policies.map((id) => compilePolicy(catalogue.registry, id));
  const tools = await catalogue.scenarioTools();
  const programs = job.files.map((file) => tools.read(file));
  const keys = programs.flatMap((p) => [...Object.keys(p.expect), ...Object.keys(p.expectEvents)]);
  const policyOf = await tools.policyOfKey(keys);
  const cells = programs.flatMap((program, index) => {
    onProgress(index / programs.length);
    return policies.map((policy) => cellOf(program, policy, job.bounds, policyOf, tools));
  });
  return {
    ...emptyResult,
    verdicts: cells.map((cell) => cell.verdict),
    explanations: cells.flatMap((cell) => cell.explanation ?? []),
    failures: cells.flatMap((cell) => cell.failure ?? []),
  };
}

function cellOf(program: Program, policy: CompiledPolicy, bounds: Bounds, policyOf: PolicyOfKey, tools: ScenarioTools): Cell {
  try {
    const checked = checkProgram(program, policy, bounds);
    const verdict = verdictResult(program, policy, checked, expectationsFor(program, policy.id, policyOf));
    if (verdict.verdict !== 'violates') return { verdict };
    const text = tools.explain(program, policy, checked, replayBreach(program, policy, checked));
    return { verdict, explanation: { scenario: program.name, policy: policy.id, text } };
  } catch (error) {
    return {
      verdict: failedVerdict(program, policy.id, error),
      failure: failureOf(`${program.name} under ${policy.id}`, error),
    };
  }
}
