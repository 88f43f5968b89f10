/** One run of a race from beginning to end, with as few changes of actor as a depth-first search finds first. */

import type { Program } from '../program/program.js';
import type { CompiledPolicy } from '../rules/compile.js';
import { Driver } from './driver.js';
import type { Turn } from './search.js';
import { StateStore } from './store.js';
import { createWorld } from './world.js';

interface Visit {
  /** The state to go on from. */
  readonly state: Uint8Array;
  readonly actor: number;
  readonly schedule: readonly Turn[];
}

/**
 * A schedule for `replay`, for programs without a breach to show. Each actor runs on until it is blocked or done.
 * Empty for a program without a race; undefined when no run ends.
 */
export function oneRun(program: Program, policy: CompiledPolicy): readonly Turn[] | undefined {
  const driver = new Driver(createWorld(program, policy), program);
  driver.runInOrder(program.steps, () => undefined);
  const { bytes } = driver.machine.state;
  const actors = program.race.map((r) => r.actor);
  const seen = new StateStore(bytes.length);
  const open: Visit[] = [{ state: bytes.slice(), actor: actors[0] ?? -1, schedule: [] }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    bytes.set(visit.state);
    if (actors.every((actor) => driver.operationOf(actor) === undefined)) return visit.schedule;
    const first = Math.max(0, actors.indexOf(visit.actor));
    const inTurn = [...actors.slice(first), ...actors.slice(0, first)];
    // The last one pushed is tried first: the same actor again.
    for (const actor of inTurn.reverse()) open.push(...behind(driver, seen, visit, actor));
  }
  return undefined;
}

function behind(driver: Driver, seen: StateStore, { state, schedule }: Visit, actor: number): Visit[] {
  const { bytes } = driver.machine.state;
  bytes.set(state);
  const choices = driver.choicesOf(actor);
  return Array.from({ length: choices }, (_, choice): Visit[] => {
    bytes.set(state);
    const isNew = driver.raceStep(actor, choice) !== undefined && seen.add(bytes) < 0;
    driver.collect();
    return isNew ? [{ state: bytes.slice(), actor, schedule: [...schedule, { actor, choice }] }] : [];
  }).flat();
}
