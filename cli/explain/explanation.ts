/** One run of a scenario under one policy, as it is printed. Loads plugins: to be called where their code may run. */

import { replayBreach } from '../../core/explore/breach-run.js';
import { checkProgram, type Checked } from '../../core/explore/check.js';
import { oneRun } from '../../core/explore/one-run.js';
import { replay, type Replay } from '../../core/explore/replay.js';
import type { CompiledPolicy } from '../../core/index.js';
import type { Bounds } from '../../core/program/bounds.js';
import type { Program } from '../../core/program/program.js';
import { boundsOf } from '../bounds.js';
import type { Printed } from '../printed.js';
import { selectOnePolicy } from '../select/policies.js';
import { openRegistry } from '../select/registry.js';
import type { Look } from '../terminal.js';
import { explanationDocument } from './document.js';
import type { ExplainOptions } from './options.js';
import { renderExplanation } from './text.js';

/** The exit code is 0, whatever the verdict, since nothing is compared; 1 when a bound was hit. */
export async function explanationOf(program: Program, options: ExplainOptions, look: Look): Promise<Printed> {
  const policy = await selectOnePolicy(await openRegistry(options.plugin), options);
  const bounds = boundsOf(options);
  const checked = checkProgram(program, policy, bounds);
  const run = runToShow(program, policy, checked, bounds);
  const isJson = options.json === true;
  const text = isJson
    ? `${JSON.stringify(explanationDocument(program, policy, checked, run), undefined, 2)}\n`
    : renderExplanation(program, policy, checked, run, { ...look, allSteps: options.allSteps === true });
  return { text, isJson, code: checked.verdict === 'bounded' ? 1 : 0 };
}

/** Of a violation the breaching run, else the total order or one run of the race. */
function runToShow(program: Program, policy: CompiledPolicy, checked: Checked, bounds: Bounds): Replay {
  return replayBreach(program, policy, checked) ?? replay(program, policy, oneRun(program, policy, bounds) ?? []);
}
