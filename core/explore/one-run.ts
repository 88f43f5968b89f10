/** One run of a race from beginning to end, with as few changes of actor as a depth-first search finds first. */

import { defaultBounds, type Bounds } from '../program/bounds.js';
import type { Program } from '../program/program.js';
import { blaming, leavingBuiltins } from '../policy/blame.js';
import type { CompiledPolicy } from '../policy/compile.js';
import { Driver } from './driver.js';
import { SeenStates, type Turn } from './seen-states.js';
import { createWorld } from './world.js';

/** A state to go on from, and the actor that led there. */
interface Visit {
  readonly state: number;
  readonly actor: number;
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
  const { program } = driver;
  driver.runInOrder(program.steps, () => undefined);
  driver.beginRace();
  const actors = program.race.map((r) => r.actor);
  const seen = new SeenStates(driver.machine.state.bytes);
  const open: Visit[] = [{ state: 0, actor: actors[0] ?? -1 }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    if (seen.count > bounds.states || seen.bytes > bounds.memory) return undefined;
    seen.restore(visit.state);
    if (actors.every((actor) => driver.operationOf(actor) === undefined)) return seen.scheduleTo(visit.state);
    const first = Math.max(0, actors.indexOf(visit.actor));
    const inTurn = [...actors.slice(first), ...actors.slice(0, first)];
    // The last one pushed is tried first: the same actor again.
    for (const actor of inTurn.reverse()) for (const next of behind(driver, seen, visit.state, actor)) open.push(next);
  }
  return undefined;
}

/** The new states to which a step of the actor leads. */
function behind(driver: Driver, seen: SeenStates, state: number, actor: number): Visit[] {
  seen.restore(state);
  const choices = driver.choicesOf(actor);
  return Array.from({ length: choices }, (_, choice): Visit[] => {
    seen.restore(state);
    const isNew = driver.raceStep(actor, choice) !== undefined && seen.add(state, actor, choice) < 0;
    driver.collect();
    return isNew ? [{ state: seen.count - 1, actor }] : [];
  }).flat();
}
