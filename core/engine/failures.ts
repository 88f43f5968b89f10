/**
 * What is held where a list fails. An error goes to the back-off of its list and from there, or at once where there is none,
 * to that of the caller (interpreter.ts); each failing step is followed by itself, since another one that reaches the same
 * back-off may hold less.
 */

import { restart, waysOf } from './answers.js';
import { factsOf, type Fact } from './facts.js';
import { isLabel, type Entry, type Operation, type Step } from './step.js';

/** Facts at a place: those that hold on some way to it, and those that hold on every way. */
interface Held {
  readonly some: ReadonlySet<Fact>;
  readonly every: ReadonlySet<Fact>;
}

/** A list is left, by an error or, behind a back-off, without one. */
export interface Failure extends Held {
  /** Where it began. */
  readonly list: string;
  readonly step: string;
}

/** What fails, and what of it nobody gives back. */
export interface FailureFlow {
  /** What is held where a call of this step fails. */
  readonly ofCall: (list: string, step: Step) => readonly Failure[];
  /** Failures at whose end something is held: `some` is that. */
  readonly leaks: readonly Failure[];
}

/**
 * Follows every error through the lists of a policy.
 * @param lists with the entries that the policy gives them
 * @param isHeld is it a fact that somebody ends, a lock for instance?
 */
export function followFailures(lists: readonly Operation[], isHeld: (fact: Fact) => boolean): FailureFlow {
  return new Follower(lists, isHeld).run();
}

class Follower {
  private readonly lists: ReadonlyMap<string, Operation>;
  /** By list: the ways in which it fails. A list that never fails has none. */
  private readonly failures = new Map<string, readonly Failure[]>();
  /** By list and step. */
  private readonly calls = new Map<string, readonly Failure[]>();
  private readonly leaks: Failure[] = [];

  constructor(
    lists: readonly Operation[],
    private readonly isHeld: (fact: Fact) => boolean,
  ) {
    this.lists = new Map(lists.map((list) => [list.name, list]));
  }

  run(): FailureFlow {
    for (const name of this.lists.keys()) this.failuresOf(name);
    const called = new Set([...this.lists.values()].flatMap(({ entries }) => stepsOf(entries).flatMap((s) => waysOf(s).calls)));
    for (const [name, failures] of this.failures) if (!called.has(name)) failures.forEach((failure) => this.note(failure, name));
    return { ofCall: (list, { name }) => this.calls.get(`${list}/${name}`) ?? [], leaks: this.leaks };
  }

  /** A list that calls itself is refused elsewhere. */
  private failuresOf(name: string): readonly Failure[] {
    const known = this.failures.get(name);
    const list = this.lists.get(name);
    if (known !== undefined || list === undefined) return known ?? [];
    this.failures.set(name, []);
    const found = this.followed(list);
    this.failures.set(name, found);
    return found;
  }

  private followed({ name, entries, given }: Operation): readonly Failure[] {
    const backOff = entries.findIndex((entry) => isLabel(entry) && entry.label === 'back-off');
    const out: Failure[] = [];
    const met = new Set<string>();
    const facts = new Set(given.flatMap(factsOf));
    const open = this.failing(name, entries, 0, { some: facts, every: facts });
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [place, failure] = at;
      if (place >= backOff) {
        out.push(failure);
        continue;
      }
      const key = [failure.list, failure.step, ...[...failure.some].sort(), '|', ...[...failure.every].sort()].join(' ');
      if (met.has(key)) continue;
      met.add(key);
      const { list, step } = failure;
      const behind = (held: Held): void => this.note({ ...held, list, step }, name);
      open.push(...this.failing(name, entries, backOff, failure, behind).map(([p, f]) => [p, { ...f, list, step }] as const));
    }
    return out;
  }

  /** The steps on the ways from a place that may fail, with what is held then. @param ended where a way ends without an error */
  private failing(
    list: string,
    entries: readonly Entry[],
    from: number,
    held: Held,
    ended: (held: Held) => void = () => undefined,
  ): (readonly [place: number, failure: Failure])[] {
    const before = this.through(entries, from, held);
    const found: (readonly [number, Failure])[] = [];
    before.forEach((at, place) => {
      const entry = entries[place];
      if (at === undefined || isLabel(entry)) return;
      const { calls, fails, goesOn, goes } = waysOf(entry);
      if (fails) found.push([place, { ...after(at, entry.ends), list, step: entry.name }]);
      const escaped = calls.flatMap((callee) =>
        this.failuresOf(callee).map((failure) => this.escaped(at, entry, callee, failure)),
      );
      if (from === 0) this.calls.set(`${list}/${entry.name}`, escaped);
      found.push(...escaped.map((failure) => [place, failure] as const));
      const isLast = place + 1 === entries.length && goesOn;
      if (isLast || (!goesOn && !fails && goes.length === 0)) ended(after(at, entry.ends, entry.gives, entry.givesToCall));
    });
    return found;
  }

  /** What holds where a call fails: what the step had and gave to the call, without what the list has ended, and what that held. */
  private escaped(before: Held, { ends = [], givesToCall }: Step, callee: string, failure: Failure): Failure {
    const given = new Set(this.lists.get(callee)?.given.flatMap(factsOf));
    const atCall = after(
      before,
      ends.filter((fact) => !given.has(fact)),
      givesToCall,
    );
    const left = (held: ReadonlySet<Fact>, within: ReadonlySet<Fact>): ReadonlySet<Fact> =>
      new Set([
        ...[...held].filter((fact) => !given.has(fact) || within.has(fact)),
        ...[...within].filter((fact) => !given.has(fact)),
      ]);
    return { ...failure, some: left(atCall.some, failure.some), every: left(atCall.every, failure.every) };
  }

  /** What is held before each entry that can be reached from a place. */
  private through(entries: readonly Entry[], from: number, held: Held): readonly (Held | undefined)[] {
    const before: (Held | undefined)[] = entries.map(() => undefined);
    const places = new Map(entries.map((entry, place) => [isLabel(entry) ? entry.label : entry.name, place]));
    const open: number[] = [];
    const arrive = (place: number | undefined, now: Held): void => {
      if (place === undefined || place >= entries.length) return;
      const known = before[place];
      const joined = known === undefined ? now : onEitherWay(known, now);
      if (known !== undefined && joined.some.size === known.some.size && joined.every.size === known.every.size) return;
      before[place] = joined;
      open.push(place);
    };
    arrive(from, held);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const entry = entries[place];
      const now = before[place] ?? held;
      if (isLabel(entry)) {
        arrive(place + 1, now);
        continue;
      }
      const { goes, goesOn } = waysOf(entry);
      if (goesOn) arrive(place + 1, after(now, entry.ends, entry.gives, entry.givesToCall));
      if (entry.answers.includes(restart)) arrive(0, after(now, entry.ends));
      for (const target of goes) arrive(places.get(target), after(now, entry.ends, entry.givesOnJump));
    }
    return before;
  }

  private note(failure: Failure, list: string): void {
    const given = new Set(this.lists.get(list)?.given.flatMap(factsOf));
    const some = new Set([...failure.some].filter((fact) => this.isHeld(fact) && !given.has(fact)));
    if (some.size > 0) this.leaks.push({ ...failure, some });
  }
}

function stepsOf(entries: readonly Entry[]): Step[] {
  return entries.filter((entry): entry is Step => !isLabel(entry));
}

function after(held: Held, ends: readonly Fact[] = [], ...gives: readonly (readonly Fact[] | undefined)[]): Held {
  const given = gives.flatMap((facts) => facts ?? []);
  const changed = (facts: ReadonlySet<Fact>): ReadonlySet<Fact> =>
    new Set([...[...facts].filter((fact) => !ends.includes(fact)), ...given]);
  return { some: changed(held.some), every: changed(held.every) };
}

function onEitherWay(one: Held, other: Held): Held {
  return { some: new Set([...one.some, ...other.some]), every: new Set([...one.every].filter((fact) => other.every.has(fact))) };
}
