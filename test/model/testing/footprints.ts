/** Watches what steps and rules really touch, to be compared with what they declare. */

import type { Hook, Hooked } from '../../../core/machine/hook.js';
import type { Machine } from '../../../core/machine/machine.js';
import { FrameWindow } from '../../../core/machine/frame-window.js';
import { MmWindow, PteWindow, VmaWindow } from '../../../core/machine/views.js';
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
function isOwn(actor: number, { name }: Hooked, index: number): boolean {
  return name === 'actor.cpu' && index === actor;
}

function viewName(view: unknown): string | undefined {
  if (view instanceof FrameWindow) return 'frame';
  if (view instanceof MmWindow) return 'mm';
  if (view instanceof VmaWindow) return 'vma';
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

export class Footprints implements Hook {
  readonly steps = new Map<Step, StepSeen>();
  readonly rules = new Map<string, RuleSeen>();
  /** Accesses of steps in the name of somebody else than who takes the step. */
  readonly strangers = new Set<string>();
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
    m.state.hook(this);
    // Where an actor stands is in plain arrays: its own are nobody's business, those of others are.
    const places = m.actor as unknown as Record<string, unknown>;
    for (const [name, kept] of Object.entries(places)) if (ArrayBuffer.isView(kept)) places[name] = this.watchPlaces(name, kept);
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

  /** @param role as which it is read; that of a view to which another leads is the name of the property */
  private watchView(seen: RuleSeen, view: unknown, role = viewName(view)): unknown {
    if (role === undefined) return view;
    return new Proxy(view as object, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value === 'object') return this.watchView(seen, value, String(property));
        seen.reads.add(`${role}.${String(property)}`);
        return value;
      },
    });
  }

  private watchPlaces(name: string, places: object): object {
    const note = (kind: 'reads' | 'writes', property: string | symbol): void => {
      if (Number(property) !== this.actor) this.step?.[kind].add(`actor.${name}`);
    };
    return new Proxy(places, {
      get: (target, property) => {
        if (typeof property === 'string' && /^\d+$/.test(property)) note('reads', property);
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
      set: (target, property, value) => {
        note('writes', property);
        return Reflect.set(target, property, value, target);
      },
    });
  }

  load(column: Hooked, actor: number, index: number, value: number): number {
    this.note('reads', column, actor, index);
    return value;
  }

  store(column: Hooked, actor: number, index: number): boolean {
    this.note('writes', column, actor, index);
    return true;
  }

  private note(kind: 'reads' | 'writes', column: Hooked, actor: number, index: number): void {
    if (this.step === undefined || this.rule !== undefined || isOwn(this.actor, column, index)) return;
    if (actor !== this.actor) this.strangers.add(`${this.step.name} ${kind} ${column.name} as actor ${actor}`);
    this.step[kind].add(column.name);
  }
}
