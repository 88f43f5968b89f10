/**
 * Rules under oath. Where a plugin brought a rule, every ask is recorded; a rule that answers the same question in two
 * ways, or reads what it does not declare, ends the run and is named. Rules that are built in are not recorded: tests
 * watch them.
 */

import { ruleNotDeterministic, type CowlabError } from '../errors/errors.js';
import { Ask, Question } from './ask.js';
import { unknownOrUndeclared } from './blame.js';
import type { CompiledPolicy } from './compile.js';
import type { Contradiction } from './decision-tree.js';
import { readableIn } from './own-fields.js';
import { membersOf } from '../rules/questions.js';
import type { RuleRecord } from './record.js';
import type { RuleToken } from '../rules/rule.js';
import { WatchedViews } from './watched-view.js';

/** The answer of a rule itself: of a method to what it is shown, or a constant. */
type Answerer = (shown: readonly unknown[]) => unknown;

/** The asks of one machine. */
class Recorder {
  /** By depth: a question under way, and those that it led to. */
  private readonly asks: Ask[] = [];
  private depth = 0;
  /** What is wrong, until the outermost question is over: a rule that catches it changes nothing. */
  private fault: CowlabError | undefined;
  private readonly views = new WatchedViews((view, name, value) => {
    for (let i = 0; i < this.depth; i++) this.asks[i].read(view, name, value, i === this.depth - 1);
  });

  constructor(
    private readonly policy: CompiledPolicy,
    private readonly record: RuleRecord,
  ) {}

  /** The rule, with every ask of it recorded. What else it has is found behind that. */
  watch(token: RuleToken, rule: object): object {
    const { methods, constants } = membersOf(token);
    const reads = declaredBy(rule);
    const watched = Object.create(othersOf(rule)) as object;
    for (const [name, subjects] of Object.entries(methods)) {
      const method = Reflect.get(rule, name, rule) as () => unknown;
      const ask = this.asker(new Question(token, name, subjects, reads), (shown) => Reflect.apply(method, rule, shown));
      Object.defineProperty(watched, name, { value: (...views: unknown[]) => ask(views) });
    }
    for (const name of constants) {
      const ask = this.asker(new Question(token, name, [], reads), () => Reflect.get(rule, name, rule));
      Object.defineProperty(watched, name, { get: () => ask([]) });
    }
    return watched;
  }

  private asker(question: Question, answerer: Answerer): (views: unknown[]) => unknown {
    const tree = this.record.treeOf(question);
    return (views) => {
      if (this.depth === 0) this.fault = undefined;
      const ask = (this.asks[this.depth] ??= new Ask());
      this.views.watchAll(views, ask.subjects);
      ask.begin(question, views.length);
      this.depth++;
      let answer: unknown;
      try {
        answer = answerer(views);
      } catch (error) {
        throw this.fault ?? this.faultOf(question, ask, undefined) ?? error;
      } finally {
        this.depth--;
      }
      this.fault ??= this.faultOf(question, ask, this.record.note(tree, ask, answer));
      if (this.fault !== undefined) throw this.fault;
      return answer;
    };
  }

  private faultOf(
    question: Question,
    { undeclared }: Ask,
    contradiction: Contradiction<number> | undefined,
  ): CowlabError | undefined {
    if (undeclared === undefined && contradiction === undefined) return undefined;
    const { policy, rule } = this.policy.boundBy(question.token);
    const who = { policy: policy.id, rule, question: question.name, plugin: policy.origin };
    if (undeclared !== undefined) return unknownOrUndeclared(who, undeclared, readableIn(this.policy.chain));
    return contradiction && ruleNotDeterministic(who, question.told(contradiction));
  }
}

/** Its `reads`; that they are names was checked when the policy was compiled. */
function declaredBy(rule: object): readonly string[] {
  return (Reflect.get(rule, 'reads', rule) ?? []) as readonly string[];
}

/** What a rule has beside what machines ask: `reads`, and methods that other rules of its plugin call. */
function othersOf(rule: object): object {
  return new Proxy(rule, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' && name !== 'constructor' ? (value.bind(target) as unknown) : value;
    },
  });
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
