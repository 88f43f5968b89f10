/** Runs one schedule of a program again, step by step: what traces, explanations and the debugger show. */

import { replayBlocked } from '../errors/errors.js';
import { judgeOutcome } from '../oracle/refine.js';
import { specificationOf } from '../oracle/specification.js';
import { mostShownSteps } from '../program/bounds.js';
import { eventNames, type EventCounts } from '../program/events.js';
import type { Outcome } from '../program/outcome.js';
import type { Operation, Program } from '../program/program.js';
import type { Breach } from '../program/breach.js';
import { blaming, differs, leavingBuiltins } from '../policy/blame.js';
import type { CompiledPolicy, PolicyMachine } from '../policy/compile.js';
import { ruleName } from '../rules/rule.js';
import { Driver, type Executed } from './driver.js';
import type { Change } from './describe.js';
import { Narrator } from './narrator.js';
import { outcomeOf } from './outcome.js';
import type { Turn } from './turn.js';
import { decider, heard, type Testimony } from './witness.js';
import { createWorld } from './world.js';

/** A rule's answer. */
export interface Answered {
  /** Service identifier that the rule is bound to: `last-reference`. */
  readonly decision: string;
  /** What it was asked, `mayReuse`, and its answer in words: `reuse`, `yes`. */
  readonly question: string;
  /** `reuse`, `copy`, `yes`, `no`, or the value of a constant. */
  readonly answer: string;
  /** Class that answered, and where that has it from. */
  readonly rule: string;
  /** What the class names as its `source`; undefined where it names none. */
  readonly source: string | undefined;
  /** Policy that bound it. */
  readonly policy: string;
}

/** The rule that answered a question of a step: the innermost one, where others handed the question on. */
export interface Decided extends Answered {
  /** The decision that the machine asked for: `write-fault`. */
  readonly asked: string;
  /** False: it wants to look closer first, and is asked again. */
  readonly isDecided: boolean;
  /** Classes that handed the question on to it, the outermost first. */
  readonly handedOnBy: readonly string[];
  /** What it asked other rules before it answered. */
  readonly consulted: readonly Answered[];
}

/** One step of a run that was repeated. */
export interface ReplayStep extends Executed {
  /** The part of the program that the step belongs to. */
  readonly phase: 'steps' | 'race' | 'after';
  /** What this very step emitted, by name; an event that it did not emit is absent. */
  readonly events: EventCounts;
  /** What of the state is otherwise behind the step. */
  readonly changes: readonly Change[];
  /** Rules that the step asked, in the order of their answers. */
  readonly decided: readonly Decided[];
  /** What this very step broke; breaches of the outcome come at the end of the replay. */
  readonly breaches: readonly Breach[];
}

/** A run that was repeated, step by step. */
export interface Replay {
  /** In the order in which they were taken, as many as are kept. */
  readonly steps: readonly ReplayStep[];
  /** Steps behind these, too many to be shown. */
  readonly omitted: number;
  /** Undefined when the schedule stops inside the race. */
  readonly outcome: Outcome | undefined;
  /** All breaches of this run, those of its outcome last. */
  readonly breaches: readonly Breach[];
}

class Replayer {
  private readonly driver: Driver;
  private readonly steps: ReplayStep[] = [];
  private omitted = 0;
  /** What rules answered since the last step ended. */
  private readonly testimonies: Testimony[] = [];
  private readonly narrator: Narrator;
  /** The machine's counters as the last step left them. */
  private counted: PolicyMachine['counters'];

  constructor(
    private readonly program: Program,
    private readonly policy: CompiledPolicy,
    private readonly mostShown: number,
  ) {
    const witnessed = heard(policy, (testimony) => {
      if (this.isStepping) this.testimonies.push(testimony);
    });
    this.driver = new Driver(createWorld(program, witnessed), program);
    this.narrator = new Narrator(this.driver.machine, program);
    this.counted = this.machine.counters.slice();
  }

  get machine(): PolicyMachine {
    return this.driver.machine;
  }

  /** Is it a step that asks? Not while the machine is made, or an invariant asks. */
  private get isStepping(): boolean {
    return (this.driver as Driver | undefined)?.isStepping === true;
  }

  run(schedule: readonly Turn[]): Replay {
    const breaches = this.inOrder('steps', this.program.steps);
    for (const { actor, choice } of schedule) {
      const executed = this.driver.raceStep(actor, choice);
      if (executed === undefined) throw differs(this.policy, replayBlocked);
      const broken = this.driver.collect();
      breaches.push(...broken);
      this.note('race', executed, broken);
    }
    const stuck = breaches.some((b) => b.kind === 'progress');
    const isOver = this.program.race.every((r) => this.driver.operationOf(r.actor) === undefined);
    if (stuck || !isOver) return { steps: this.steps, omitted: this.omitted, outcome: undefined, breaches };
    breaches.push(...this.inOrder('after', this.program.after));
    const outcome = outcomeOf(this.driver.machine, this.program);
    return {
      steps: this.steps,
      omitted: this.omitted,
      outcome,
      breaches: [...breaches, ...judgeOutcome(this.program, outcome, specificationOf(this.program))],
    };
  }

  private eventsSince(): EventCounts {
    const { counters } = this.machine;
    const emitted = eventNames.flatMap((name, index) => {
      const count = counters[index] - this.counted[index];
      return count === 0 ? [] : [[name, count] as const];
    });
    if (emitted.length > 0) this.counted = counters.slice();
    return Object.fromEntries(emitted);
  }

  private inOrder(phase: 'steps' | 'after', operations: readonly Operation[]): Breach[] {
    return this.driver.runInOrder(operations, (executed, broken) => this.note(phase, executed, broken));
  }

  private note(phase: ReplayStep['phase'], executed: Executed, breaches: readonly Breach[]): void {
    const events = this.eventsSince();
    if (this.steps.length >= this.mostShown) {
      this.omitted++;
      this.testimonies.length = 0;
      return;
    }
    const decided = this.testimonies.splice(0).map((testimony) => decidedBy(this.policy, testimony));
    this.steps.push({ ...executed, phase, events, changes: this.narrator.changes(), decided, breaches });
  }
}

function answeredBy(policy: CompiledPolicy, { token, question, answer }: Testimony): Answered {
  const { policy: by, rule, source } = policy.boundBy(token);
  return { decision: ruleName(token), question, answer, rule, source, policy: by.id };
}

/** Who answered, and on whose authority. */
function decidedBy(policy: CompiledPolicy, testimony: Testimony): Decided {
  const { by, handedOn } = decider(testimony);
  return {
    ...answeredBy(policy, by),
    asked: ruleName(testimony.token),
    isDecided: by.isDecided,
    handedOnBy: handedOn.map(({ token }) => policy.boundBy(token).rule),
    consulted: by.asked.map((other) => answeredBy(policy, other)),
  };
}

/**
 * Replays a schedule of the race; for a program without a race the schedule is empty.
 * @param mostShown steps that are kept
 * @throws {CowlabError} COW032 to COW038, COW239 or COW337 for a policy of a plugin that throws, or does not do the same again
 */
export function replay(
  program: Program,
  policy: CompiledPolicy,
  schedule: readonly Turn[],
  mostShown: number = mostShownSteps,
): Replay {
  return leavingBuiltins(policy, () => {
    const replayer = new Replayer(program, policy, mostShown);
    return blaming(replayer.machine, () => replayer.run(schedule));
  });
}
