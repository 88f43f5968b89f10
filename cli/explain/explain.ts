/** `cowlab explain`: checks one scenario under one policy, then shows a run. */

import { checkProgram } from '../../core/explore/check.js';
import { oneRun } from '../../core/explore/one-run.js';
import { replay, type Replay } from '../../core/explore/replay.js';
import type { Checked } from '../../core/explore/check.js';
import type { CompiledPolicy } from '../../core/index.js';
import type { Bounds } from '../../core/program/bounds.js';
import type { Program } from '../../core/program/program.js';
import { replayBreach } from '../../core/run/verdict-result.js';
import { boundsOf, type BoundsOptions } from '../bounds.js';
import { selectOnePolicy, type PolicyChoice } from '../select/policies.js';
import { openRegistry } from '../select/registry.js';
import { findScenario } from '../select/scenarios.js';
import { print, printJson } from '../output.js';
import { lookOf } from '../terminal.js';
import { explanationDocument } from './document.js';
import { renderExplanation } from './render.js';

export interface ExplainOptions extends PolicyChoice, BoundsOptions {
  readonly plugin: readonly string[];
  readonly json?: true;
  readonly allSteps?: true;
}

/** @returns the exit code: 0, whatever the verdict, since nothing is compared; 1 when a bound was hit */
export async function explain(scenario: string, options: ExplainOptions): Promise<number> {
  const registry = await openRegistry(options.plugin);
  const policy = await selectOnePolicy(registry, options);
  const program = findScenario(scenario);
  const bounds = boundsOf(options);
  const checked = checkProgram(program, policy, bounds);
  const run = runToShow(program, policy, checked, bounds);
  if (options.json === true) printJson(`${JSON.stringify(explanationDocument(program, policy, checked, run), undefined, 2)}\n`);
  else print(renderExplanation(program, policy, checked, run, { ...lookOf(), allSteps: options.allSteps === true }));
  return checked.verdict === 'bounded' ? 1 : 0;
}

/** Of a violation the breaching run, else the total order or one run of the race. */
function runToShow(program: Program, policy: CompiledPolicy, checked: Checked, bounds: Bounds): Replay {
  if (checked.verdict === 'violates') return replayBreach(program, policy, checked);
  return replay(program, policy, oneRun(program, policy, bounds) ?? []);
}
