/** Plain breadth-first search over all interleavings of atomic steps. Sequential consistency; no reductions. */

import type { Breach } from '../program/verdict.js';
import type { Driver } from './driver.js';
import { Transitions } from './livelock.js';
import { StateStore } from './store.js';

/** Which actor takes a step, and with which of its behaviours. */
export interface Turn {
  readonly actor: number;
  readonly choice: number;
}

export interface Found {
  /** Turns from the beginning of the race: a shortest way there. */
  readonly schedule: readonly Turn[];
  readonly breaches: readonly Breach[];
}

export interface RaceResult {
  readonly states: number;
  readonly transitions: number;
  /** False: a bound was hit. */
  readonly complete: boolean;
  /** Runs at whose end a step broke something new, or nobody can go on or come to an end any more. */
  readonly broken: readonly Found[];
}

/**
 * Explores the race from the machine's present state. `onEnd` is called with the machine in every state in which
 * all actors are done, nearest first; the machine may be changed by it.
 * @param limit most states to visit
 */
export function exploreRace(driver: Driver, limit: number, onEnd: (schedule: () => Turn[]) => void): RaceResult {
  const m = driver.machine;
  const { bytes } = m.state;
  const store = new StateStore(bytes.length);
  const parents: number[] = [-1];
  const turns: Turn[] = [{ actor: -1, choice: 0 }];
  const broken: Found[] = [];
  const actors = driver.program.race.map((r) => r.actor);
  const ways = new Transitions();
  /** States in which nobody can take a step. */
  const ends: number[] = [];
  let transitions = 0;

  const scheduleTo = (state: number): Turn[] => {
    const schedule: Turn[] = [];
    for (let s = state; parents[s] >= 0; s = parents[s]) schedule.unshift(turns[s]);
    return schedule;
  };

  /** Each breach once: states are seen in order of distance, so this is a shortest way to it. */
  const heard = new Set<string>();
  const firstHeard = (breaches: readonly Breach[]): Breach[] => breaches.filter(({ kind, detail }) => {
    const isNew = !heard.has(`${kind} ${detail}`);
    heard.add(`${kind} ${detail}`);
    return isNew;
  });

  store.add(bytes);
  for (let state = 0; state < store.count; state++) {
    if (store.count > limit) return { states: store.count, transitions, complete: false, broken };
    let moved = false;
    let busy = false;
    for (const actor of actors) {
      store.restore(state, bytes);
      busy ||= driver.operationOf(actor) !== undefined;
      const choices = driver.choicesOf(actor);
      for (let choice = 0; choice < choices; choice++) {
        store.restore(state, bytes);
        if (driver.raceStep(actor, choice) === undefined) continue;
        moved = true;
        transitions++;
        const known = store.add(bytes);
        const isNew = known < 0;
        ways.add(state, isNew ? store.count - 1 : known);
        // A state that is known has been looked at, but not what this step may have broken on the way to it.
        const breaches = firstHeard(isNew ? driver.collect() : driver.collectOfStep());
        if (isNew) {
          parents.push(state);
          turns.push({ actor, choice });
        }
        if (breaches.length > 0) broken.push({ schedule: [...scheduleTo(state), { actor, choice }], breaches });
      }
    }
    if (moved) continue;
    ends.push(state);
    store.restore(state, bytes);
    if (busy) broken.push({ schedule: scheduleTo(state), breaches: [deadlock(driver)] });
    else onEnd(() => scheduleTo(state));
  }
  const endless = ways.firstEndless(store.count, ends);
  if (endless >= 0) {
    store.restore(endless, bytes);
    broken.push({ schedule: scheduleTo(endless), breaches: [livelock(driver)] });
  }
  return { states: store.count, transitions, complete: true, broken };
}

function deadlock(driver: Driver): Breach {
  return { kind: 'progress', detail: `nobody can go on: ${underWay(driver)}` };
}

function livelock(driver: Driver): Breach {
  return { kind: 'progress', detail: `nobody comes to an end any more: ${underWay(driver)}` };
}

/** What the actors of the race are at, or have before them. */
function underWay(driver: Driver): string {
  return driver.program.race.flatMap((r) => {
    const operation = driver.operationOf(r.actor);
    return operation === undefined ? [] : [driver.describe(operation)];
  }).join('; ');
}
