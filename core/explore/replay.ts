/** Runs one schedule of a program again, step by step: what traces, explanations and the debugger show. */

import { eagerOutcomes } from '../oracle/eager/outcomes.js';
import { judgeOutcome } from '../oracle/refine.js';
import type { Outcome } from '../program/outcome.js';
import type { Operation, Program } from '../program/program.js';
import type { Breach } from '../program/verdict.js';
import type { CompiledPolicy } from '../rules/compile.js';
import { ruleName, ruleTokens, type RuleToken } from '../rules/rule.js';
import { changesBetween, describe, type Change } from './describe.js';
import { Driver, type Executed } from './driver.js';
import { outcomeOf } from './perform.js';
import type { Turn } from './search.js';
import { createWorld } from './world.js';

/** The rule that decided in a step. */
export interface Decided {
  /** `write-fault`. */
  readonly decision: string;
  /** Class that answered. */
  readonly rule: string;
  /** Policy that bound it, and that policy's sources. */
  readonly policy: string;
  readonly sources: readonly string[];
}

export interface ReplayStep extends Executed {
  readonly phase: 'steps' | 'race' | 'after';
  readonly changes: readonly Change[];
  readonly decided: readonly Decided[];
  /** What this very step broke; breaches of the outcome come at the end of the replay. */
  readonly breaches: readonly Breach[];
}

export interface Replay {
  readonly steps: readonly ReplayStep[];
  /** Undefined when the schedule stops inside the race. */
  readonly outcome: Outcome | undefined;
  /** All breaches of this run, those of its outcome last. */
  readonly breaches: readonly Breach[];
}

class Replayer {
  private readonly driver: Driver;
  private readonly steps: ReplayStep[] = [];
  private readonly decisions: ReadonlyMap<string, readonly Decided[]>;
  private last;

  constructor(private readonly program: Program, policy: CompiledPolicy) {
    this.driver = new Driver(createWorld(program, policy), program);
    this.decisions = decisionsOf(policy);
    this.last = describe(this.driver.machine, program);
  }

  run(schedule: readonly Turn[]): Replay {
    const breaches = this.inOrder('steps', this.program.steps);
    for (const { actor, choice } of schedule) {
      const executed = this.driver.raceStep(actor, choice);
      if (executed === undefined) throw new Error('the schedule does not fit the program: a step in it is blocked');
      const broken = this.driver.collect();
      breaches.push(...broken);
      this.note('race', executed, broken);
    }
    const stuck = breaches.some((b) => b.kind === 'progress');
    const isOver = this.program.race.every((r) => this.driver.operationOf(r.actor) === undefined);
    if (stuck || !isOver) return { steps: this.steps, outcome: undefined, breaches };
    breaches.push(...this.inOrder('after', this.program.after));
    const outcome = outcomeOf(this.driver.machine, this.program);
    return { steps: this.steps, outcome, breaches: [...breaches, ...judgeOutcome(this.program, outcome, eagerOutcomes(this.program))] };
  }

  private inOrder(phase: 'steps' | 'after', operations: readonly Operation[]): Breach[] {
    return this.driver.runInOrder(operations, (executed, broken) => this.note(phase, executed, broken));
  }

  private note(phase: ReplayStep['phase'], executed: Executed, breaches: readonly Breach[]): void {
    const now = describe(this.driver.machine, this.program);
    const decided = this.decisions.get(`${executed.list}/${executed.step}`) ?? [];
    this.steps.push({ ...executed, phase, changes: changesBetween(this.last, now), decided, breaches });
    this.last = now;
  }
}

/** Who answers the rules that each step asks. */
function decisionsOf(policy: CompiledPolicy): Map<string, readonly Decided[]> {
  const tokens = new Map<string, RuleToken>(Object.values(ruleTokens).map((token) => [ruleName(token), token]));
  const decisions = new Map<string, readonly Decided[]>();
  for (const list of policy.lists) {
    for (const step of list?.steps ?? []) {
      const decided = (step.asks ?? []).flatMap((name) => {
        const token = tokens.get(name);
        if (token === undefined) return [];
        const { policy: by, rule } = policy.boundBy(token);
        return [{ decision: name, rule, policy: by.id, sources: by.sources ?? [] }];
      });
      if (decided.length > 0) decisions.set(`${list.name}/${step.name}`, decided);
    }
  }
  return decisions;
}

/** Replays a schedule of the race; for a program without a race the schedule is empty. */
export function replay(program: Program, policy: CompiledPolicy, schedule: readonly Turn[]): Replay {
  return new Replayer(program, policy).run(schedule);
}
