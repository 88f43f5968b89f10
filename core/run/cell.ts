/** One scenario under one policy: the question that `check` and `compare` ask, of this thread or of another one. */

import { replayBreach } from '../explore/breach-run.js';
import { checkProgram } from '../explore/check.js';
import type { CompiledPolicy } from '../policy/compile.js';
import type { Bounds } from '../program/bounds.js';
import type { Program } from '../program/program.js';
import type { ScenarioTools } from './catalogue.js';
import { expectationsFor, type PolicyOfKey } from './expectations.js';
import { brokenCell } from './failure.js';
import type { ScenarioCell } from './job.js';
import { verdictResult } from './verdict-result.js';

/** What a cell is checked with; its verdict depends on the bounds alone. */
export interface CellOptions {
  readonly bounds: Bounds;
  readonly policyOf: PolicyOfKey;
  /** Tells the breached run as text. */
  readonly explain?: ScenarioTools['explain'];
}

/**
 * The verdict, its breach replayed once: what is explained is the very run that the trace is of. A cell in which a rule
 * throws is `broken`: nothing is known of it. The other cells are not touched by it.
 */
export function cellOf(program: Program, policy: CompiledPolicy, { bounds, policyOf, explain }: CellOptions): ScenarioCell {
  try {
    const checked = checkProgram(program, policy, bounds);
    const run = replayBreach(program, policy, checked);
    const verdict = verdictResult(program, policy, checked, expectationsFor(program, policy, policyOf), run);
    if (run === undefined || explain === undefined) return { verdict };
    return { verdict, explanation: { scenario: program.name, policy: policy.id, text: explain(program, policy, checked, run) } };
  } catch (error) {
    return brokenCell(program, policy.id, error);
  }
}
