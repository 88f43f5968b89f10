/**
 * Executes a program one atomic step at a time. Who runs next is the caller's: total order here, the search's
 * schedule in a race, a recorded schedule in a replay. After every step it collects what went wrong.
 */

import type { PolicyMachine } from '../policy/compile.js';
import { invariantsOf, stepInvariantsOf, type Invariant, type StepInvariant } from '../oracle/invariants.js';
import { inspectionOf, type Inspection } from '../oracle/invariants/inspect.js';
import type { ChangedWords } from '../oracle/invariants/readers.js';
import { breachOf } from '../oracle/invariants/invariant.js';
import type { Operation, Program } from '../program/program.js';
import { breachKey, type Breach, type UnderWay } from '../program/breach.js';
import { codes } from '../program/values.js';
import { endsThreads } from '../mm/exit.js';
import type { Step } from '../engine/step.js';
import { abandon, Ran, runStep } from '../engine/interpreter.js';
import { LocalSteps } from './reduction/local-steps.js';
import { beginOperation, endOperation, finishOperation, isReady, isSkipped, skipOperation } from './lifecycle.js';

/** One executed step, as traces and explanations name it. */
export interface Executed {
  readonly actor: number;
  readonly operation: Operation;
  readonly list: string;
  readonly step: string;
}

const nothing: readonly Breach[] = [];

/** Steps per page of the address space after which an operation that nobody else can help is called a livelock. */
const stepsPerPage = 1_000;

/** A program on a machine, taken step by step. */
export class Driver {
  /** A step is being taken: what rules are asked now, the machine asks. */
  isStepping = false;
  private readonly invariants: readonly Invariant[];
  private inspection: Inspection;
  private readonly stepInvariants: readonly StepInvariant[];
  /** By actor; undefined for one that does not race. */
  private readonly lists: readonly (readonly Operation[] | undefined)[];
  /** May the first step of an operation have several behaviours? Known of those that began once. */
  private readonly chooses = new Map<Operation, boolean>();
  /** Where the step that was taken last stands; -1: its operation was skipped. */
  private tookList = -1;
  private tookPosition = 0;

  constructor(
    readonly machine: PolicyMachine,
    readonly program: Program,
  ) {
    this.invariants = invariantsOf(machine.policy);
    this.stepInvariants = stepInvariantsOf(machine.policy);
    this.inspection = inspectionOf(machine, this.invariants);
    const ofActor = new Map(program.race.map((r) => [r.actor, r.operations]));
    this.lists = program.actors.map((_, actor) => ofActor.get(actor));
  }

  /** To be called before states are restored: they are then looked at as a whole. */
  beginRace(): void {
    this.machine.restorable();
    this.inspection = inspectionOf(this.machine, this.invariants);
  }

  /** Which steps of the race nobody else can tell from being taken later. */
  localSteps(): LocalSteps {
    const m = this.machine;
    const now = m.state.bytes.slice();
    return new LocalSteps(m, this.program, (operation) => {
      beginOperation(m, this.program, operation);
      const list = m.actor.list[operation.actor];
      m.state.bytes.set(now);
      return list;
    });
  }

  /**
   * Runs operations in exactly this order; every executed step is reported. Stops at a breach that leaves no way on.
   * @returns every breach once
   */
  runInOrder(operations: readonly Operation[], onStep: (executed: Executed, breaches: readonly Breach[]) => void): Breach[] {
    const found = new Map<string, Breach>();
    const stepLimit = stepsPerPage * (100 + this.machine.pages);
    for (const operation of operations) {
      if (isSkipped(this.machine, this.program, operation)) {
        skipOperation(this.machine, operation);
        continue;
      }
      beginOperation(this.machine, this.program, operation);
      for (let steps = 0, over = false; !over; steps++) {
        const ran = this.take(operation.actor);
        const executed = this.executed(operation);
        if (ran === Ran.blocked || steps === stepLimit) {
          const where = this.underWay(operation);
          return [
            ...found.values(),
            ran === Ran.blocked
              ? { kind: 'progress', what: 'waits-forever', facts: { ...where, step: executed.step } }
              : { kind: 'progress', what: 'goes-round', facts: where },
          ];
        }
        if (ran === Ran.finished) {
          over = finishOperation(this.machine, this.program, operation);
          steps = 0;
        }
        const broken = this.collect(over);
        // What stays wrong is broken behind every step.
        for (const breach of broken) found.set(breachKey(breach), breach);
        onStep(executed, broken);
      }
    }
    return [...found.values()];
  }

  /** The operation an actor of the race is in or would begin next; undefined when it has none left. */
  operationOf(actor: number): Operation | undefined {
    return this.lists[actor]?.[this.machine.actor.operation[actor]];
  }

  /** How many behaviours the actor's next step has: 0 when it has nothing to do or cannot begin, usually 1. */
  choicesOf(actor: number): number {
    const m = this.machine;
    const operation = this.operationOf(actor);
    if (operation === undefined || this.isHeldBack(actor)) return 0;
    if (m.actor.list[actor] >= 0) return this.choicesOfStep(actor);
    if (!this.mayBegin(operation)) return 0;
    if (this.chooses.get(operation) === false || isSkipped(m, this.program, operation)) return 1;
    // A store through a stale translation for instance: which page that is, its arguments say.
    beginOperation(m, this.program, operation);
    this.chooses.set(operation, this.stepOf(actor).choices !== undefined);
    const choices = this.choicesOfStep(actor);
    abandon(m, actor);
    endOperation(m, actor);
    return choices;
  }

  private choicesOfStep(actor: number): number {
    return this.stepOf(actor).choices?.(this.machine, actor) ?? 1;
  }

  /** The step that an actor within an operation takes next. */
  private stepOf(actor: number): Step {
    const { actor: at, policy } = this.machine;
    return policy.lists[at.list[actor]].steps[at.position[actor]];
  }

  /** Another actor of the same CPU has interrupts off: nobody else runs there. */
  private isHeldBack(actor: number): boolean {
    const { cpu, irqsOff } = this.machine.actor;
    for (let other = 0; other < cpu.length; other++) {
      if (other !== actor && irqsOff.at(other) !== 0 && cpu.at(other) === cpu.at(actor)) return true;
    }
    return false;
  }

  /** As `takeStep`, and says which step it was. Undefined: none was taken. */
  raceStep(actor: number, choice: number): Executed | undefined {
    const operation = this.operationOf(actor);
    return operation !== undefined && this.takeStep(actor, choice) ? this.executed(operation) : undefined;
  }

  /** Executes one step of a racing actor, beginning its operation if need be. False: blocked or nothing to do, the state is spoilt. */
  takeStep(actor: number, choice: number): boolean {
    const m = this.machine;
    const operation = this.operationOf(actor);
    if (operation === undefined) return false;
    if (m.actor.list[actor] < 0) {
      if (isSkipped(m, this.program, operation)) {
        skipOperation(m, operation);
        m.actor.operation[actor]++;
        this.tookList = -1;
        return true;
      }
      beginOperation(m, this.program, operation);
    }
    m.choice = choice;
    const ran = this.take(actor);
    m.choice = 0;
    if (ran === Ran.blocked) return false;
    if (endsThreads(m.policy.lists[this.tookList].steps[this.tookPosition].name)) this.endSiblings(actor);
    if (ran === Ran.finished && finishOperation(m, this.program, operation)) m.actor.operation[actor]++;
    return true;
  }

  /** The other threads of an actor's process are dead: what they still had to do in the race observes `none`. */
  private endSiblings(actor: number): void {
    const m = this.machine;
    const { actors } = this.program;
    for (const [other, operations] of this.lists.entries()) {
      if (operations === undefined || other === actor || actors[other].process !== actors[actor].process) continue;
      abandon(m, other);
      endOperation(m, other);
      for (const operation of operations.slice(m.actor.operation[other])) skipOperation(m, operation);
      m.actor.operation[other] = operations.length;
    }
  }

  /** One step, with what it itself broke noted among the machine's breaches. */
  private take(actor: number): Ran {
    const m = this.machine;
    this.tookList = m.actor.list[actor];
    this.tookPosition = m.actor.position[actor];
    for (const invariant of this.stepInvariants) invariant.before(m, actor);
    this.isStepping = true;
    const ran = runStep(m, actor);
    this.isStepping = false;
    if (ran === Ran.blocked) return ran;
    for (const invariant of this.stepInvariants) {
      const flaw = invariant.after(m, actor);
      if (flaw !== undefined) m.breach(breachOf(invariant, flaw));
    }
    return ran;
  }

  /** What the last step itself broke, whatever state it led to. Empties the machine's own list. */
  collectOfStep(): readonly Breach[] {
    const { breaches } = this.machine;
    return breaches.length === 0 ? nothing : breaches.splice(0);
  }

  /**
   * As `collectOfStep`, and which invariants no longer hold.
   * @param changes of the step in a race: invariants that read none of them may be left out, as they were asked before it. Default:
   * ask all
   */
  collect(quiescent = this.isQuiescent(), changes?: ChangedWords): readonly Breach[] {
    const ofStep = this.collectOfStep();
    const ofState = this.inspection.broken(quiescent, changes);
    return ofStep.length === 0 ? ofState : [...ofStep, ...ofState];
  }

  private isQuiescent(): boolean {
    const { list } = this.machine.actor;
    for (const at of list) if (at >= 0) return false;
    return true;
  }

  /** A forked actor waits for the fork to return; a `wait` for its observations. */
  private mayBegin(operation: Operation): boolean {
    const { process } = this.program.actors[operation.actor];
    const birth = process < 0 ? -1 : this.program.facts.bornOf[process];
    if (birth >= 0 && this.machine.observation.value.at(birth) === codes.unset) return false;
    return isReady(this.machine, operation);
  }

  /** The step of an operation that was taken last. */
  private executed(operation: Operation): Executed {
    const { actor } = operation;
    if (this.tookList < 0) return { actor, operation, list: '', step: 'skipped' };
    const list = this.machine.policy.lists[this.tookList];
    return { actor, operation, list: list.name, step: list.steps[this.tookPosition].name };
  }

  /** Who is in the operation, and its text. */
  underWay({ actor, text }: Operation): UnderWay {
    return { actor: this.program.actors[actor].name, operation: text };
  }
}
