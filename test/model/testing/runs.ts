/** Ways to run a program so that its steps are seen: in many interleavings, or in those that few others come to. */

import { Driver } from '../../../core/explore/driver.js';
import { exploreRace } from '../../../core/explore/search.js';
import { createWorld } from '../../../core/explore/world.js';
import type { Machine } from '../../../core/machine/machine.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import type { Program } from '../../../core/program/program.js';
import { Random } from '../../../core/program/random.js';

/** How a race is run once the machine stands at its beginning. */
export type RunRace = (driver: Driver, onEnd: () => void) => void;

/**
 * Runs a program to its end, on a machine of its own.
 * @param instrument the machine, once the program's memory is as it begins
 */
export function runProgram(program: Program, kernel: CompiledPolicy, instrument: (m: Machine) => void, runRace: RunRace): void {
  const m = createWorld(program, kernel);
  m.restorable();
  instrument(m);
  const driver = new Driver(m, program);
  const inOrder = (operations: Program['steps']): void => void driver.runInOrder(operations, () => {});
  inOrder(program.steps);
  if (program.race.length === 0) inOrder(program.after);
  else runRace(driver, () => inOrder(program.after));
}

/** The nearest interleavings; all of them, if these are no more states. */
export const search =
  (states: number): RunRace =>
  (driver, onEnd) =>
    void exploreRace(driver, { ...defaultBounds, states }, onEnd);

/** How likely it is that another actor takes the next step. */
const switching = [0.5, 0.1, 0.02];

/** Interleavings picked at random, each to its end: they come to places that are too far for a search. */
export const walks =
  (count: number): RunRace =>
  (driver, onEnd) => {
    const { bytes } = driver.machine.state;
    const beginning = bytes.slice();
    const random = new Random(1);
    const actors = driver.program.race.map(({ actor }) => actor);
    for (let walk = 0; walk < count; walk++) {
      bytes.set(beginning);
      for (let actor: number | undefined = -1; actor !== undefined;) {
        const picked: number = random.unit() < switching[walk % switching.length] ? -1 : actor;
        actor = [picked, ...shuffled(actors, random)].find((one) => one >= 0 && stepOf(driver, one));
      }
      onEnd();
    }
  };

/** Races that are lost by one switch at the right moment: each actor is stopped once, behind each of its steps, until the others can do no more. */
export const oneStop: RunRace = (driver, onEnd) => {
  const { bytes } = driver.machine.state;
  const beginning = bytes.slice();
  const actors = driver.program.race.map(({ actor }) => actor);
  for (const stopped of actors) {
    for (let steps = 0, isOver = false; !isOver; steps++) {
      bytes.set(beginning);
      for (let left = steps; left > 0 && !isOver; left--) isOver = !stepOf(driver, stopped);
      const others = actors.filter((actor) => actor !== stopped);
      while (others.some((actor) => stepOf(driver, actor)));
      while ([stopped, ...others].some((actor) => stepOf(driver, actor)));
      onEnd();
    }
  }
};

/** One step of an actor. False: it can take none now. */
function stepOf(driver: Driver, actor: number): boolean {
  const { bytes } = driver.machine.state;
  const before = bytes.slice();
  if (driver.choicesOf(actor) > 0 && driver.raceStep(actor, 0) !== undefined) return true;
  bytes.set(before);
  return false;
}

function shuffled(actors: readonly number[], random: Random): number[] {
  return actors
    .map((actor) => ({ actor, at: random.unit() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ actor }) => actor);
}
