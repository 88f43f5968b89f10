/** Scenarios under policies: a verdict per cell, and the breached runs explained. */

import { checkProgram } from '../explore/check.js';
import type { Bounds } from '../program/bounds.js';
import type { Program } from '../program/program.js';
import { compilePolicy, type CompiledPolicy } from '../policy/compile.js';
import type { Catalogue, ScenarioTools } from './catalogue.js';
import { expectationsFor, namedIn, type PolicyOfKey } from './expectations.js';
import { brokenCell } from './failure.js';
import type { ScenarioCell, ScenariosJob } from './job.js';
import { throwLateErrors } from './late-errors.js';
import { replayBreach, verdictResult } from './verdict-result.js';

/** By scenario, then policy: the order of `cellsIn`. Every cell is told as soon as it is found, and given back at the end. */
export async function checkScenarios(
  job: ScenariosJob, catalogue: Catalogue, onProgress: (fraction: number) => void, onCell: (cell: ScenarioCell) => void,
): Promise<readonly ScenarioCell[]> {
  const policies = job.policies.map((id) => compilePolicy(catalogue.registry, id));
  const tools = await catalogue.scenarioTools();
  const programs = job.files.map((file) => tools.read(file));
  const policyOf = await tools.policyOfKey(programs.flatMap(namedIn));
  const cells: ScenarioCell[] = [];
  for (const [index, program] of programs.entries()) {
    onProgress(index / programs.length);
    for (const policy of policies) {
      const cell = checkCell(program, policy, job.bounds, policyOf, tools.explain);
      cells.push(await unlessLate(cell, program, policy));
      onCell(cells[cells.length - 1]);
    }
  }
  return cells;
}

/** The cell; broken, where code of a plugin failed in it when nobody waited for it. */
async function unlessLate(cell: ScenarioCell, program: Program, policy: CompiledPolicy): Promise<ScenarioCell> {
  return throwLateErrors(3).then(() => cell, (error: unknown) => (cell.failure === undefined ? brokenCell(program, policy.id, error) : cell));
}

/**
 * A cell in which a rule throws is `broken`: nothing is known of it. The other cells are not touched by it.
 * @param explain leaves the explanation out when it is not given
 */
export function checkCell(
  program: Program, policy: CompiledPolicy, bounds: Bounds, policyOf: PolicyOfKey, explain?: ScenarioTools['explain'],
): ScenarioCell {
  try {
    const checked = checkProgram(program, policy, bounds);
    const verdict = verdictResult(program, policy, checked, expectationsFor(program, policy, policyOf));
    if (verdict.verdict !== 'violates' || explain === undefined) return { verdict };
    const text = explain(program, policy, checked, replayBreach(program, policy, checked));
    return { verdict, explanation: { scenario: program.name, policy: policy.id, text } };
  } catch (error) {
    return brokenCell(program, policy.id, error);
  }
}
