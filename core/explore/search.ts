/** The search of a race: what it listens for. Sequential consistency. */

import { plural, showBytes, showCount } from '../errors/numbers.js';
import type { Bounds } from '../program/bounds.js';
import { breachKey, type Breach, type UnderWay } from '../program/breach.js';
import type { Driver } from './driver.js';
import { explore, type Cut, type Listener, type Position } from './graph/explore.js';
import { RaceModel } from './race-model.js';
import type { Turn } from './turn.js';

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
  /** Bytes that were held in the end, of all that a search keeps. */
  readonly bytes: number;
  /** The bound that was hit and how far the search had come, a sentence; undefined: everything was seen. */
  readonly cut: string | undefined;
  /** Runs at whose end a step broke something new, or nobody can go on or come to an end any more. */
  readonly broken: readonly Found[];
}

/**
 * Explores the race from the machine's present state. `onEnd` is called with the machine in every state in which
 * all actors are done, nearest first; the machine may be changed by it.
 * @param alsoHeld bytes that the caller keeps of the ends so far, which count as those of the states do
 * @param deepest steps of the longest run that is looked at
 */
export function exploreRace(
  driver: Driver,
  bounds: Bounds,
  onEnd: (schedule: () => Turn[]) => void,
  alsoHeld: () => number = () => 0,
  deepest = Infinity,
): RaceResult {
  const model = new RaceModel(driver, bounds.reduce);
  const watch = new Watch(driver, model, onEnd, alsoHeld);
  const { states, transitions, bytes, cut } = explore(model, bounds, watch, deepest);
  const sentence = cut && cutAt(cut, bounds, states, bytes);
  return { states, transitions, bytes, broken: watch.broken, cut: sentence };
}

/** Hears of everything that is broken. */
class Watch implements Listener {
  readonly broken: Found[] = [];
  private readonly firstHeard = hearOnce();

  constructor(
    private readonly driver: Driver,
    private readonly model: RaceModel,
    private readonly whenOver: (schedule: () => Turn[]) => void,
    readonly held: () => number,
  ) {}

  onStep(at: Position, isNew: boolean): void {
    const { driver } = this;
    // A state that is known has been looked at, but not what this step may have broken on the way to it. Invariants are asked of
    // what has changed alone, except behind the first state: what is broken there has not been heard of yet.
    const ofStep = isNew ? driver.collect(undefined, at.from === 0 ? undefined : at.changes) : driver.collectOfStep();
    if (ofStep.length === 0) return;
    const breaches = this.firstHeard(ofStep);
    if (breaches.length > 0) this.note(at, breaches);
  }

  onEnd(at: Position): void {
    if (this.model.isOver()) this.whenOver(() => this.model.turns(at.schedule()));
    else this.note(at, [deadlock(this.driver)]);
  }

  onEndless(at: Position): void {
    this.note(at, [livelock(this.driver)]);
  }

  private note(at: Position, breaches: readonly Breach[]): void {
    this.broken.push({ schedule: this.model.turns(at.schedule()), breaches });
  }
}

function cutAt({ bound, depth }: Cut, bounds: Bounds, states: number, bytes: number): string {
  const what =
    bound === 'states'
      ? `${bounds.states} states were seen before all interleavings were (--states)`
      : `${showBytes(bounds.memory)} of states were held before all interleavings were seen (--max-memory): ` +
        `${showCount(states)} states, ${showCount(Math.round(bytes / states))} bytes each`;
  return `${what}; every run of up to ${plural(depth, 'step')} was seen`;
}

/** Each breach once: states are seen in order of distance, so this is a shortest way to it. */
function hearOnce(): (breaches: readonly Breach[]) => readonly Breach[] {
  const heard = new Set<string>();
  return (breaches) =>
    breaches.filter((breach) => {
      const before = heard.size;
      return heard.add(breachKey(breach)).size > before;
    });
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
