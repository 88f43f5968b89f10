/** A job of scenarios: its cells, one after the other. */

import type { Program } from '../program/program.js';
import { compilePolicy, type CompiledPolicy } from '../policy/compile.js';
import type { Catalogue } from './catalogue.js';
import { cellOf } from './cell.js';
import { namedIn } from './expectations.js';
import { brokenCell } from './failure.js';
import type { ScenarioCell, ScenariosJob } from './job.js';
import { throwLateErrors } from './late-errors.js';

/** By scenario, then policy: the order of `cellsIn`. Every cell is told as soon as it is found, and given back at the end. */
export async function checkScenarios(
  job: ScenariosJob,
  catalogue: Catalogue,
  onProgress: (fraction: number) => void,
  onCell: (cell: ScenarioCell) => void,
): Promise<readonly ScenarioCell[]> {
  const policies = job.policies.map((id) => compilePolicy(catalogue.registry, id));
  const tools = await catalogue.scenarioTools();
  const programs = job.files.map((file) => tools.read(file));
  const { explain } = tools;
  const options = { bounds: job.bounds, policyOf: await tools.policyOfKey(programs.flatMap(namedIn)), explain };
  const cells: ScenarioCell[] = [];
  for (const [index, program] of programs.entries()) {
    onProgress(index / programs.length);
    for (const policy of policies) {
      const cell = cellOf(program, policy, options);
      cells.push(await unlessLate(cell, program, policy));
      onCell(cells[cells.length - 1]);
    }
  }
  return cells;
}

/** The cell; broken, where code of a plugin failed in it when nobody waited for it. */
async function unlessLate(cell: ScenarioCell, program: Program, policy: CompiledPolicy): Promise<ScenarioCell> {
  return throwLateErrors(3).then(
    () => cell,
    (error: unknown) => (cell.failure === undefined ? brokenCell(program, policy.id, error) : cell),
  );
}
