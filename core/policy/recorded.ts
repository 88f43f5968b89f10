/**
 * Rules under oath. Where a plugin brought a rule, every ask is recorded; a rule that answers the same question in two
 * ways, or reads what it does not declare, ends the run and is named. Rules that are built in are not recorded: tests
 * watch them.
 */

import { ruleNotDeterministic, undeclaredRead, type CowlabError } from '../errors/errors.js';
import type { CompiledPolicy } from './compile.js';
import { membersOf, readableFields, type Subject } from '../rules/questions.js';
import { Ask, type RuleRecord } from './record.js';
import { ruleName, type RuleToken } from '../rules/rule.js';

/** What the language itself looks up in any object, to print it or to wait for it. */
const lookedUpByLanguage: ReadonlySet<string> = new Set(['then', 'toJSON']);

/** The asks of one machine. */
class Recorder {
  /** Questions under way, the innermost last. */
  private readonly open: Ask[] = [];
  /** What is wrong, until the outermost question is over: a rule that catches it changes nothing. */
  private fault: CowlabError | undefined;
  /** By view, and the other way round. */
  private readonly watched = new WeakMap<object, object>();
  private readonly originals = new WeakMap<object, object>();

  constructor(private readonly policy: CompiledPolicy, private readonly record: RuleRecord) {}

  /** The rule, with every ask of it recorded. */
  watch(token: RuleToken, rule: object): object {
    const { methods, constants } = membersOf(token);
    const declared = new Set(declaredBy(rule));
    return new Proxy(rule, {
      get: (target, name) => {
        const value = (): unknown => Reflect.get(target, name, target);
        const subjects = typeof name === 'string' && Object.hasOwn(methods, name) ? methods[name] : undefined;
        if (subjects !== undefined) {
          return (...views: unknown[]): unknown => this.ask(token, String(name), this.about(declared, subjects, views), () =>
            Reflect.apply(value() as () => unknown, target, views.map((view) => this.watchView(view))));
        }
        if (constants.includes(String(name))) return this.ask(token, String(name), this.about(declared, [], []), value);
        const other = value();
        return typeof other === 'function' && name !== 'constructor' ? (other.bind(target) as unknown) : other;
      },
    });
  }

  private about(declared: ReadonlySet<string>, subjects: readonly Subject[], views: readonly unknown[]): Ask {
    return new Ask(declared, new Map(subjects.map((subject, index) => [subject, this.originalOf(views[index])])));
  }

  private ask(token: RuleToken, question: string, ask: Ask, run: () => unknown): unknown {
    if (this.open.length === 0) this.fault = undefined;
    this.open.push(ask);
    let answer: unknown;
    try {
      answer = run();
    } catch (error) {
      throw this.fault ?? error;
    } finally {
      this.open.pop();
    }
    this.fault ??= this.faultOf(token, question, ask, answer);
    if (this.fault !== undefined) throw this.fault;
    return answer;
  }

  private faultOf(token: RuleToken, question: string, ask: Ask, answer: unknown): CowlabError | undefined {
    const { policy, rule } = this.policy.boundBy(token);
    const who = { policy: policy.id, rule, question, plugin: policy.origin };
    if (ask.undeclared !== undefined) return undeclaredRead(who, ask.undeclared, readableFields);
    const contradiction = this.record.note(`${ruleName(token)} ${question}`, ask, answer);
    return contradiction === undefined ? undefined : ruleNotDeterministic(who, contradiction);
  }

  private originalOf(view: unknown): unknown {
    return typeof view === 'object' && view !== null ? (this.originals.get(view) ?? view) : view;
  }

  /** A view that tells which of its fields are read. One that is watched already was handed on by a rule. */
  private watchView(view: unknown): unknown {
    if (typeof view !== 'object' || view === null || this.originals.has(view)) return view;
    const known = this.watched.get(view);
    if (known !== undefined) return known;
    const watched: object = new Proxy(view, {
      get: (target, name) => {
        if (typeof name === 'string' && !(name in Object.prototype) && !lookedUpByLanguage.has(name)) this.noteRead(target, name);
        return Reflect.get(target, name, target) as unknown;
      },
    });
    this.watched.set(view, watched);
    this.originals.set(watched, view);
    return watched;
  }

  private noteRead(view: object, name: string): void {
    const innermost = this.open.at(-1);
    for (const ask of this.open) ask.read(view, name, ask === innermost);
  }
}

/** Its `reads`; that they are names was checked when the policy was compiled. */
function declaredBy(rule: object): readonly string[] {
  return (Reflect.get(rule, 'reads', rule) ?? []) as readonly string[];
}

/**
 * The same policy for one machine, with its rules recorded where a plugin brought one of them; else as it is.
 * @throws {CowlabError} out of an ask: COW035 for two answers to the same values, COW036 for a field that is read, but
 *   not declared
 */
export function recorded(policy: CompiledPolicy): CompiledPolicy {
  if (policy.record === undefined) return policy;
  const recorder = new Recorder(policy, policy.record);
  return policy.watched((token, rule) => recorder.watch(token, rule));
}
