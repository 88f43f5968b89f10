/** Hears what the rules of a machine are asked and what they answer, without changing either. */

import type { CompiledPolicy } from '../rules/compile.js';
import { Reuse, type Rules } from '../rules/rule.js';

/** One question and its answer. */
export interface Testimony {
  readonly member: keyof Rules;
  /** Method of the rule: `mayReuse`. */
  readonly question: string;
  /** In words: `yes`, `copy`. */
  readonly answer: string;
}

const reuseWords: Readonly<Record<Reuse, string>> = {
  [Reuse.now]: 'reuse', [Reuse.copy]: 'copy', [Reuse.lookCloser]: 'look closer',
};

function inWords(question: string, answer: unknown): string {
  if (question === 'mayReuse') return reuseWords[answer as Reuse];
  return typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : String(answer);
}

/**
 * The same policy, with rules that tell `hear` what they answered. A rule that asks another one is heard alone; rules
 * may also be asked by who is no part of the machine, an invariant for instance: see `machine.asking`.
 */
export function heard(policy: CompiledPolicy, hear: (testimony: Testimony) => void): CompiledPolicy {
  const rules = Object.fromEntries(
    Object.entries(policy.rules).map(([member, rule]: [string, object]) => [member, witnessed(rule, member as keyof Rules, hear)]),
  ) as unknown as Rules;
  return { ...policy, rules };
}

function witnessed(rule: object, member: keyof Rules, hear: (testimony: Testimony) => void): object {
  return new Proxy(rule, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...views: unknown[]) => {
        const answer: unknown = Reflect.apply(value, target, views);
        const question = String(name);
        hear({ member, question, answer: inWords(question, answer) });
        return answer;
      };
    },
  });
}
