/** Watches what steps and rules really touch, to be compared with what they declare. */

import type { Column } from '../../../core/machine/state.js';
import type { Machine } from '../../../core/machine/machine.js';
import { FrameWindow, MmWindow, PteWindow } from '../../../core/machine/views.js';
import type { CompiledList } from '../../../core/engine/order.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { ruleName, ruleTokens, type Rules } from '../../../core/rules/rule.js';
import { Answers, callTarget, gotoTarget, next, type Answer } from '../../../core/engine/answers.js';
import type { Step } from '../../../core/engine/step.js';

/** What was seen of one step, over all its executions. */
export interface StepSeen {
  /** `reuse-page/first-look`. */
  readonly name: string;
  /** Was it executed at all? */
  taken: boolean;
  /** Fields of the state, `frame.refs`; without those that a rule read when it was asked. */
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  /** Rules of which a question was asked, and those of which only a constant was looked at. */
  readonly asks: Set<string>;
  readonly consults: Set<string>;
  /** Labels it jumped to, and lists it called. */
  readonly goes: Set<string>;
  readonly calls: Set<string>;
  /** Did the step behind it follow, at once or after a list that it called? */
  goesOn: boolean;
  fails: boolean;
}

/** What was seen of one rule class: fields of the views it was handed, those read by rules that it asked included. */
export interface RuleSeen {
  readonly name: string;
  readonly declared: readonly string[];
  readonly reads: Set<string>;
}

type AnyRule = Rules[keyof Rules];

/** Own place of an actor: what no other actor's step can depend on. Its interrupt flag is none of it. */
function isOwn(m: Machine, actor: number, field: string, index: number): boolean {
  if (field === 'actor.irqsOff') return false;
  if (field.startsWith('actor.')) return index === actor;
  if (field === 'register.value') return Math.trunc(index / m.registers) === actor;
  return field.startsWith('stack.') && Math.trunc(index / m.stackDepth) === actor;
}

function viewName(view: unknown): string | undefined {
  if (view instanceof FrameWindow) return 'frame';
  if (view instanceof MmWindow) return 'mm';
  return view instanceof PteWindow ? 'pte' : undefined;
}

function noteTarget(seen: StepSeen, answer: Answer): Answer {
  const [label, list] = [gotoTarget(answer), callTarget(answer)];
  if (label !== undefined) seen.goes.add(label);
  if (list !== undefined) seen.calls.add(list);
  seen.goesOn ||= answer === next || list !== undefined;
  seen.fails ||= answer >= Answers.fail;
  return answer;
}

export class Footprints {
  readonly steps = new Map<Step, StepSeen>();
  readonly rules = new Map<string, RuleSeen>();
  private step: StepSeen | undefined;
  private actor = 0;
  private rule: RuleSeen | undefined;

  /** The same policy, with steps and rules that are watched while they run. */
  watch(policy: CompiledPolicy): CompiledPolicy {
    const rules = Object.fromEntries(
      (Object.keys(policy.rules) as (keyof Rules)[]).map((member) => [member, this.watchRule(member, policy.rules[member])]),
    ) as unknown as Rules;
    return { ...policy, rules, lists: policy.lists.map((list) => this.watchList(list)) };
  }

  /** From now on every access to the machine's state is noted. */
  instrument(m: Machine): void {
    m.state.instrument((column, field) => this.watchColumn(m, column, field));
  }

  private watchList(list: CompiledList): CompiledList {
    const steps = list.steps.map((step): Step => {
      const seen = this.seen(list.name, step);
      const run: Step['run'] = (m, a) =>
        noteTarget(
          seen,
          this.during(seen, a, () => step.run(m, a)),
        );
      const { choices } = step;
      return choices === undefined
        ? { ...step, run }
        : { ...step, run, choices: (m, a) => this.during(seen, a, () => choices(m, a)) };
    });
    return { ...list, steps, run: steps.map(({ run }) => run) };
  }

  private seen(list: string, step: Step): StepSeen {
    const known = this.steps.get(step);
    if (known !== undefined) return known;
    const name = `${list}/${step.name}`;
    const fresh: StepSeen = {
      name,
      taken: false,
      reads: new Set(),
      writes: new Set(),
      asks: new Set(),
      consults: new Set(),
      goes: new Set(),
      calls: new Set(),
      goesOn: false,
      fails: false,
    };
    this.steps.set(step, fresh);
    return fresh;
  }

  private during<Result>(seen: StepSeen, actor: number, run: () => Result): Result {
    this.step = seen;
    seen.taken = true;
    this.actor = actor;
    try {
      return run();
    } finally {
      this.step = undefined;
    }
  }

  private watchRule(member: keyof Rules, rule: AnyRule): AnyRule {
    const name = rule.constructor.name;
    const seen = this.rules.get(name) ?? { name, declared: rule.reads, reads: new Set<string>() };
    this.rules.set(name, seen);
    const decision = ruleName(ruleTokens[member]);
    return new Proxy(rule, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') {
          this.step?.consults.add(decision);
          return value;
        }
        return (...asked: unknown[]): unknown => {
          this.step?.asks.add(decision);
          this.rule = seen;
          const answer: unknown = Reflect.apply(
            value,
            target,
            asked.map((view) => this.watchView(seen, view)),
          );
          this.rule = undefined;
          return answer;
        };
      },
    });
  }

  private watchView(seen: RuleSeen, view: unknown): unknown {
    const entity = viewName(view);
    if (entity === undefined) return view;
    return new Proxy(view as object, {
      get: (target, property) => {
        seen.reads.add(`${entity}.${String(property)}`);
        return Reflect.get(target, property, target) as unknown;
      },
    });
  }

  private watchColumn(m: Machine, column: Column, field: string): Column {
    const note = (kind: 'reads' | 'writes', index: number): void => {
      if (this.step === undefined || this.rule !== undefined || isOwn(m, this.actor, field, index)) return;
      this.step[kind].add(field);
    };
    return new Proxy(column, {
      get: (target, property) => {
        if (typeof property === 'string' && /^\d+$/.test(property)) note('reads', Number(property));
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        // A method touches elements of its own choosing: all of the column.
        note(property === 'fill' ? 'writes' : 'reads', -1);
        return value.bind(target) as unknown;
      },
      set: (target, property, value) => {
        note('writes', Number(property));
        return Reflect.set(target, property, value, target);
      },
    });
  }
}
