/** Plain breadth-first search over all interleavings of atomic steps. Sequential consistency; no reductions. */

import { plural, showCount } from '../errors/numbers.js';
import type { Bounds } from '../program/bounds.js';
import { showBytes } from '../errors/numbers.js';
import { breachKey, type Breach, type UnderWay } from '../program/breach.js';
import type { ChangedWords } from '../oracle/invariants/readers.js';
import type { Driver } from './driver.js';
import { bytesPerStateOfLook, bytesPerTransition, Transitions } from './livelock.js';
import { SeenStates, type Turn } from './seen-states.js';

/** A run that broke something within the race. */
interface Found {
  /** Turns from the beginning of the race: a shortest way there. */
  readonly schedule: readonly Turn[];
  readonly breaches: readonly Breach[];
}

/** What the search of a race saw. */
export interface RaceResult {
  readonly states: number;
  readonly transitions: number;
  /** The bound that was hit and how far the search had come, a sentence; undefined: everything was seen. */
  readonly cut: string | undefined;
  /** Runs at whose end a step broke something new, or nobody can go on or come to an end any more. */
  readonly broken: readonly Found[];
}

/**
 * Explores the race from the machine's present state. `onEnd` is called with the machine in every state in which
 * all actors are done, nearest first; the machine may be changed by it.
 * @param alsoHeld bytes that the caller keeps of the ends so far, which count as those of the states do
 */
export function exploreRace(
  driver: Driver,
  bounds: Bounds,
  onEnd: (schedule: () => Turn[]) => void,
  alsoHeld: () => number = () => 0,
): RaceResult {
  driver.beginRace();
  const { bytes } = driver.machine.state;
  const seen = new SeenStates(bytes);
  const broken: Found[] = [];
  const actors = driver.program.race.map((r) => r.actor);
  const ways = new Transitions();
  /** States in which nobody can take a step. */
  const ends: number[] = [];
  const firstHeard = hearOnce();
  /** What invariants may be asked about alone. What is broken in the first state has not been heard of yet. */
  const changesFrom = (state: number): ChangedWords | undefined => (state === 0 ? undefined : seen.changes);
  const held = (): number => seen.bytes + bytesPerStateOfLook * seen.count + bytesPerTransition * ways.count + alsoHeld();
  const isCut = (): boolean => seen.count > bounds.states || held() > bounds.memory;

  for (let state = 0; state < seen.count; state++) {
    let moved = false;
    let busy = false;
    seen.restore(state);
    for (const actor of actors) {
      busy ||= driver.operationOf(actor) !== undefined;
      const choices = driver.choicesOf(actor);
      for (let choice = 0; choice < choices; choice++) {
        if (driver.raceStep(actor, choice) === undefined) {
          seen.restore(state);
          continue;
        }
        moved = true;
        const known = seen.add(state, actor, choice);
        const isNew = known < 0;
        ways.add(state, isNew ? seen.count - 1 : known);
        // A state that is known has been looked at, but not what this step may have broken on the way to it.
        const breaches = firstHeard(isNew ? driver.collect(undefined, changesFrom(state)) : driver.collectOfStep());
        if (breaches.length > 0) broken.push({ schedule: [...seen.scheduleTo(state), { actor, choice }], breaches });
        if (isCut()) {
          const depth = seen.scheduleTo(state).length;
          return { states: seen.count, transitions: ways.count, broken, cut: cutAt(bounds, seen.count, bytes.length, depth) };
        }
        seen.undo(state);
      }
    }
    if (moved) continue;
    ends.push(state);
    if (busy) broken.push({ schedule: seen.scheduleTo(state), breaches: [deadlock(driver)] });
    else onEnd(() => seen.scheduleTo(state));
  }
  const endless = ways.firstEndless(seen.count, ends);
  if (endless >= 0) {
    seen.restore(endless);
    broken.push({ schedule: seen.scheduleTo(endless), breaches: [livelock(driver)] });
  }
  return { states: seen.count, transitions: ways.count, broken, cut: undefined };
}

function cutAt(bounds: Bounds, states: number, size: number, depth: number): string {
  const what =
    states > bounds.states
      ? `${bounds.states} states were seen before all interleavings were (--states)`
      : `${showBytes(bounds.memory)} of states were held before all interleavings were seen (--max-memory): ` +
        `${showCount(states)} states of ${showCount(size)} bytes`;
  return `${what}; every run of up to ${plural(depth, 'step')} was seen`;
}

/** Each breach once: states are seen in order of distance, so this is a shortest way to it. */
function hearOnce(): (breaches: readonly Breach[]) => readonly Breach[] {
  const heard = new Set<string>();
  const isNew = (breach: Breach): boolean => {
    const before = heard.size;
    return heard.add(breachKey(breach)).size > before;
  };
  return (breaches) => (breaches.length === 0 ? breaches : breaches.filter(isNew));
}

function deadlock(driver: Driver): Breach {
  return { kind: 'progress', what: 'nobody-goes-on', facts: { underWay: underWay(driver) } };
}

function livelock(driver: Driver): Breach {
  return { kind: 'progress', what: 'nobody-comes-to-an-end', facts: { underWay: underWay(driver) } };
}

/** What the actors of the race are at, or have before them. */
function underWay(driver: Driver): UnderWay[] {
  return driver.program.race.flatMap((r) => {
    const operation = driver.operationOf(r.actor);
    return operation === undefined ? [] : [driver.underWay(operation)];
  });
}
