/** Scenarios under policies: a verdict per cell, and the breached runs explained. */

import { checkProgram } from '../explore/check.js';
import type { Program } from '../program/program.js';
import { compilePolicy, type CompiledPolicy } from '../rules/compile.js';
import type { Catalogue, Explainer } from './catalogue.js';
import { failureOf, sentenceOf } from './failure.js';
import { emptyResult, type Explanation, type Failure, type JobResult, type ScenariosJob } from './job.js';
import type { VerdictResult } from './results.js';
import { expectationsFor, replayBreach, verdictResult, type PolicyOfKey } from './verdict-result.js';

interface Cell {
  readonly verdict: VerdictResult;
  readonly explanation?: Explanation;
  readonly failure?: Failure;
}

/** A cell in which a rule throws is `bounded`: what was not seen cannot hold. The other cells are not touched by it. */
export async function checkScenarios(
  job: ScenariosJob, catalogue: Catalogue, onProgress: (fraction: number) => void,
): Promise<JobResult> {
  const policies = job.policies.map((id) => compilePolicy(catalogue.registry, id));
  const tools = { policyOf: await catalogue.policyOfKey(), explain: await catalogue.explainer() };
  const cells: Cell[] = [];
  for (const [index, file] of job.files.entries()) {
    const program = await catalogue.program(file);
    cells.push(...policies.map((policy) => cellOf(program, policy, tools)));
    onProgress((index + 1) / job.files.length);
  }
  return {
    ...emptyResult,
    verdicts: cells.map((cell) => cell.verdict),
    explanations: cells.flatMap((cell) => cell.explanation ?? []),
    failures: cells.flatMap((cell) => cell.failure ?? []),
  };
}

interface Tools {
  readonly policyOf: PolicyOfKey;
  readonly explain: Explainer;
}

function cellOf(program: Program, policy: CompiledPolicy, { policyOf, explain }: Tools): Cell {
  try {
    const checked = checkProgram(program, policy);
    const verdict = verdictResult(program, policy, checked, expectationsFor(program, policy.id, policyOf));
    if (verdict.verdict !== 'violates') return { verdict };
    const text = explain(program, policy, checked, replayBreach(program, policy, checked));
    return { verdict, explanation: { scenario: program.name, policy: policy.id, text } };
  } catch (error) {
    return {
      verdict: unfinished(program, policy, sentenceOf(error)),
      failure: failureOf(`${program.name} under ${policy.id}`, error),
    };
  }
}

function unfinished(program: Program, policy: CompiledPolicy, why: string): VerdictResult {
  return {
    scenario: program.name, policy: policy.id, verdict: 'bounded', breaches: [], outcomes: 0, states: 0, transitions: 0,
    memoryModel: program.memoryModel, complete: false, events: {}, why,
  };
}
