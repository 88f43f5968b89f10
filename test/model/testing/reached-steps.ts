/** Which steps a program comes to, over all its interleavings. */

import { checkProgram } from '../../../core/explore/check.js';
import type { Bounds } from '../../../core/program/bounds.js';
import type { Program } from '../../../core/program/program.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { Footprints } from './footprints.js';

export interface Reached {
  readonly program: Program;
  /** Of the search. */
  readonly states: number;
  /** `copy-page/recheck`; undefined where a bound was hit before everything was seen. */
  readonly steps: ReadonlySet<string> | undefined;
}

export function reachedBy(program: Program, policy: CompiledPolicy, bounds: Bounds): Reached {
  const footprints = new Footprints();
  const { states, complete } = checkProgram(program, footprints.watch(policy), bounds);
  const taken = [...footprints.steps.values()].filter((seen) => seen.taken).map(({ name }) => name);
  return { program, states, steps: complete ? new Set(taken) : undefined };
}
