/** Hears what the rules of a machine are asked and what they answer, without changing either. */

import type { CompiledPolicy } from '../policy/compile.js';
import { Reuse, type RuleToken } from '../rules/rule.js';

/** One question and its answer. */
export interface Testimony {
  /** The decision that the rule is bound to. */
  readonly token: RuleToken;
  /** Method of the rule: `mayReuse`. */
  readonly question: string;
  /** In words: `yes`, `copy`. */
  readonly answer: string;
  /** False: the rule wants to be asked again after a closer look. */
  readonly isDecided: boolean;
  /** What it asked rules that were injected into it, before it answered. */
  readonly asked: readonly Testimony[];
}

const reuseWords: Readonly<Record<Reuse, string>> = {
  [Reuse.now]: 'reuse',
  [Reuse.copy]: 'copy',
  [Reuse.lookCloser]: 'look closer',
};

function inWords(question: string, answer: unknown): string {
  if (question === 'mayReuse') return reuseWords[answer as Reuse];
  return typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : String(answer);
}

/**
 * The same policy, with rules that tell `hear` what they answered; what rules asked each other is part of the answer.
 * Rules may also be asked by who is no part of the machine, an invariant for instance: that is for the hearer to know.
 */
export function heard(policy: CompiledPolicy, hear: (testimony: Testimony) => void): CompiledPolicy {
  /** Questions under way, the innermost last: what each has asked so far. */
  const open: Testimony[][] = [];

  const answerOf = (token: RuleToken, question: string, ask: () => unknown): unknown => {
    const asked: Testimony[] = [];
    open.push(asked);
    let answer: unknown;
    try {
      answer = ask();
    } finally {
      open.pop();
    }
    const isDecided = !(question === 'mayReuse' && answer === Reuse.lookCloser);
    const testimony = { token, question, answer: inWords(question, answer), isDecided, asked };
    const asker = open.at(-1);
    if (asker === undefined) hear(testimony);
    else asker.push(testimony);
    return answer;
  };

  return policy.watched(
    (token, rule) =>
      new Proxy(rule, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          return (...views: unknown[]): unknown => answerOf(token, String(name), () => Reflect.apply(value, target, views));
        },
      }),
  );
}

/**
 * Who really answered: a rule that hands its question on to one that was injected into it, and its answer back, decides
 * nothing by itself.
 */
export function decider(testimony: Testimony): { readonly by: Testimony; readonly handedOn: readonly Testimony[] } {
  const handedOn: Testimony[] = [];
  let by = testimony;
  for (let last = by.asked.at(-1); last?.question === by.question && last.answer === by.answer; last = by.asked.at(-1)) {
    handedOn.push(by);
    by = last;
  }
  return { by, handedOn };
}
