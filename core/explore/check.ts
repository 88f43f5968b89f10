/** The verdict of a program under a policy: all its interleavings on the policy's machine against the eager machine. */

import { EagerLimitError } from '../oracle/eager/interleave.js';
import { judgeOutcome } from '../oracle/refine.js';
import { isRefusal } from '../oracle/refusal.js';
import { specificationOf, type Specification } from '../oracle/specification.js';
import { defaultBounds, type Bounds } from '../program/bounds.js';
import { outcomeKey } from '../program/outcome.js';
import type { Program } from '../program/program.js';
import { breachKey, type Breach } from '../program/breach.js';
import { breachInWords } from '../program/breach-words.js';
import type { Verdict } from '../program/verdict.js';
import type { EventName } from '../program/events.js';
import { blaming, leavingBuiltins } from '../policy/blame.js';
import type { CompiledPolicy, PolicyMachine } from '../policy/compile.js';
import { Driver } from './driver.js';
import { outcomeOf } from './outcome.js';
import { exploreRace } from './search.js';
import type { Turn } from './turn.js';
import { createWorld } from './world.js';

/** The verdict of one program under one policy, with what it rests on. */
export interface Checked {
  /** `bounded` where a bound ended the search before anything was found. */
  readonly verdict: Verdict;
  /** Of the shortest breaching run first, each once. */
  readonly breaches: readonly Breach[];
  /** Different outcomes seen. */
  readonly outcomes: number;
  /** One for each step of a total order; of a race, each different one that was visited. */
  readonly states: number;
  /** Steps taken; in a race from each of its states, those to known states too. */
  readonly transitions: number;
  /** States of the eager machine that it was compared with. */
  readonly eagerStates: number;
  /** Bytes of one state of the machine; what it takes where it is kept is said where a bound on memory was hit. */
  readonly stateBytes: number;
  /** Every interleaving was seen, so `holds` has no exception. */
  readonly complete: boolean;
  /** Event counts over `steps`, and over `after` of the first run to end. A race, which has many runs, is not counted. */
  readonly events: Readonly<Record<EventName, number>>;
  /** The race's schedule of the shortest breaching run; undefined when nothing was breached. */
  readonly schedule: readonly Turn[] | undefined;
  /** No breaching run is shorter. False where the search for one hit a bound after a reduced search had found this one. */
  readonly isShortest: boolean;
  /**
   * What is missing, of `not-applicable`; the bound, of `bounded`; of `violates`, that the run shown need not be the shortest.
   * Undefined elsewhere.
   */
  readonly why: string | undefined;
}

interface Run {
  readonly breaches: readonly Breach[];
  readonly length: number;
}

/** Bytes of a text and of what holds it; a breach takes about what its sentence would. */
function bytesOf(text: string): number {
  return text.length + 64;
}

const specifications = new WeakMap<Program, { readonly bounds: Bounds; readonly specification: Specification }>();

/** What the specification allows; worked out once per program and bounds. */
function allowedBy(program: Program, bounds: Bounds): Specification {
  const known = specifications.get(program);
  if (known?.bounds.states === bounds.states && known.bounds.memory === bounds.memory) return known.specification;
  const specification = specificationOf(program, bounds);
  specifications.set(program, { bounds, specification });
  return specification;
}

class Check {
  private readonly m: PolicyMachine;
  private readonly driver: Driver;
  private readonly outcomes = new Set<string>();
  private readonly bad: Run[] = [];
  /** The first of the shortest of the bad runs, with its schedule: those of the others would only take room. */
  private shortest: { readonly length: number; readonly schedule: readonly Turn[] } | undefined;
  /** Bytes of the outcomes and breaches that are kept. */
  private kept = 0;
  private states = 1;
  private transitions = 0;
  private eagerStates = 0;
  /** Was something declined by design? */
  private refused = false;
  private events: Record<EventName, number>;
  /** The machine's counters as `steps` left them. */
  private counted: PolicyMachine['counters'];

  constructor(
    private readonly program: Program,
    policy: CompiledPolicy,
    private readonly bounds: Bounds,
    private readonly deepest = Infinity,
  ) {
    this.m = createWorld(program, policy);
    this.driver = new Driver(this.m, program);
    this.events = this.m.events();
    this.counted = this.m.counters.slice();
  }

  run(eager: Specification): Checked {
    return blaming(this.m, () => this.explore(eager));
  }

  /** Steps of the shortest breaching run. */
  get length(): number {
    return this.shortest?.length ?? 0;
  }

  private explore(eager: Specification): Checked {
    const first = this.inOrder(this.program.steps);
    this.events = this.m.events();
    this.counted = this.m.counters.slice();
    if (first.breaches.some((b) => b.kind === 'progress')) {
      this.note(first.breaches, [], first.steps);
      return this.result(undefined);
    }
    if (this.program.race.length === 0) {
      this.end(eager, () => [], first.breaches, first.steps);
      return this.result(undefined);
    }
    const race = exploreRace(
      this.driver,
      this.bounds,
      (schedule) => this.end(eager, schedule, first.breaches, first.steps),
      () => this.kept,
      this.deepest,
    );
    this.states += race.states - 1;
    this.transitions += race.transitions;
    for (const { schedule, breaches } of race.broken) this.note(breaches, schedule, first.steps + schedule.length);
    return this.result(race.cut);
  }

  private note(breaches: readonly Breach[], schedule: readonly Turn[], length: number): void {
    this.bad.push({ breaches, length });
    for (const breach of breaches) this.kept += bytesOf(breachInWords(breach));
    if (this.shortest === undefined || length < this.shortest.length) this.shortest = { length, schedule };
  }

  /** A total order: events are counted, every step is a state of its own. */
  private inOrder(operations: Program['steps']): { breaches: Breach[]; steps: number } {
    let steps = 0;
    const breaches = this.driver.runInOrder(operations, () => {
      steps++;
    });
    this.states += steps;
    this.transitions += steps;
    return { breaches, steps };
  }

  private end(eager: Specification, schedule: () => Turn[], before: readonly Breach[], length: number): void {
    // What a race counts is the work of the search.
    this.m.counters.set(this.counted);
    const after = this.inOrder(this.program.after);
    const outcome = outcomeOf(this.m, this.program);
    const key = outcomeKey(outcome);
    if (this.outcomes.size === 0) this.events = this.m.events();
    const isNew = !this.outcomes.has(key);
    const breaches = [...before, ...after.breaches, ...(isNew ? judgeOutcome(this.program, outcome, eager) : [])];
    if (isNew) this.kept += bytesOf(key);
    if (isNew && breaches.length === 0) this.refused ||= isRefusal(this.program, outcome, this.bounds);
    this.outcomes.add(key);
    this.eagerStates = Math.max(this.eagerStates, eager.statesFor(outcome));
    if (breaches.length === 0) return;
    const turns = schedule();
    this.note(breaches, turns, length + turns.length + after.steps);
  }

  /** @param cut the bound that was hit */
  private result(cut: string | undefined): Checked {
    const complete = cut === undefined;
    const bad = this.bad.toSorted((a, b) => a.length - b.length);
    const breaches = new Map(bad.flatMap((run) => run.breaches).map((breach) => [breachKey(breach), breach]));
    const unbroken = this.refused ? 'refused' : 'holds';
    const verdict = breaches.size > 0 ? 'violates' : complete ? unbroken : 'bounded';
    return {
      verdict,
      breaches: [...breaches.values()],
      outcomes: this.outcomes.size,
      states: this.states,
      transitions: this.transitions,
      eagerStates: this.eagerStates,
      stateBytes: this.m.state.bytes.length,
      complete,
      events: this.events,
      schedule: this.shortest?.schedule,
      isShortest: true,
      why: cut,
    };
  }
}

/** @throws {CowlabError} COW032 to COW038 when the policy is of a plugin that throws, or does what it must not */
export function checkProgram(program: Program, policy: CompiledPolicy, bounds: Bounds = defaultBounds): Checked {
  let eager: Specification;
  try {
    eager = allowedBy(program, bounds);
  } catch (error) {
    if (!(error instanceof EagerLimitError)) throw error;
    return bounded(program, policy, `the eager machine has more than ${error.bound}`);
  }
  return leavingBuiltins(policy, () => {
    const check = new Check(program, policy, bounds);
    const found = check.run(eager);
    if (bounds.reduce === 'none' || found.schedule === undefined || program.race.length === 0) return found;
    // That no run comes to an end is told by all of them.
    const deepest = found.breaches.some(({ what }) => what === 'nobody-comes-to-an-end') ? Infinity : check.length;
    return withShortest(found, new Check(program, policy, { ...bounds, reduce: 'none' }, deepest).run(eager));
  });
}

/** What a reduced search found, with the shortest run that breaches: a search of all runs up to the found one's length has it. */
function withShortest(found: Checked, all: Checked): Checked {
  const breaches = new Map([...all.breaches, ...found.breaches].map((breach) => [breachKey(breach), breach]));
  const { schedule = found.schedule, complete, why } = all;
  const shown = { ...found, breaches: [...breaches.values()], schedule, isShortest: complete };
  return complete ? shown : { ...shown, why: `a run is shown, which need not be the shortest: ${why}` };
}

function bounded(program: Program, policy: CompiledPolicy, why: string): Checked {
  const machine = createWorld(program, policy);
  return {
    verdict: 'bounded',
    breaches: [],
    outcomes: 0,
    states: 0,
    transitions: 0,
    eagerStates: 0,
    stateBytes: machine.state.bytes.length,
    complete: false,
    events: machine.events(),
    schedule: undefined,
    isShortest: true,
    why,
  };
}
