/** One run of a race from beginning to end, with as few changes of actor as a depth-first search finds first. */

import { defaultBounds, type Bounds } from '../program/bounds.js';
import type { Program } from '../program/program.js';
import { blaming, leavingBuiltins } from '../policy/blame.js';
import type { CompiledPolicy } from '../policy/compile.js';
import { Driver } from './driver.js';
import { SeenStates } from './graph/seen-states.js';
import { RaceModel } from './race-model.js';
import type { Turn } from './turn.js';
import { createWorld } from './world.js';

/** A state to go on from, and the process that led there. */
interface Visit {
  readonly state: number;
  readonly process: number;
}

/**
 * A schedule for `replay`, for programs without a breach to show. Each actor runs on until it is blocked or done.
 * Empty for a program without a race; undefined when no run ends, or none within the bounds.
 */
export function oneRun(program: Program, policy: CompiledPolicy, bounds: Bounds = defaultBounds): readonly Turn[] | undefined {
  if (program.race.length === 0) return [];
  return leavingBuiltins(policy, () => {
    const driver = new Driver(createWorld(program, policy), program);
    return blaming(driver.machine, () => anyRun(driver, bounds));
  });
}

function anyRun(driver: Driver, bounds: Bounds): readonly Turn[] | undefined {
  driver.runInOrder(driver.program.steps, () => undefined);
  const model = new RaceModel(driver);
  const seen = new SeenStates(model);
  const open: Visit[] = [{ state: 0, process: 0 }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    if (seen.count > bounds.states || seen.bytes > bounds.memory) return undefined;
    seen.restore(visit.state);
    if (model.isOver()) return model.turns(seen.scheduleTo(visit.state));
    // The last one pushed is tried first: the same process again.
    for (let turn = model.processes - 1; turn >= 0; turn--) {
      const process = (visit.process + turn) % model.processes;
      for (const state of behind(model, seen, visit.state, process)) open.push({ state, process });
      driver.collectOfStep();
    }
  }
  return undefined;
}

/** The new states to which a step of the process leads. */
function behind(model: RaceModel, seen: SeenStates, state: number, process: number): number[] {
  seen.restore(state);
  const choices = model.choices(process);
  return Array.from({ length: choices }, (_, choice) => {
    seen.restore(state);
    const isNew = model.apply(process, choice) && seen.add(process, choice) < 0;
    return isNew ? [seen.count - 1] : [];
  }).flat();
}
