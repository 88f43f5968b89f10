/** Code that comes from plugins, put behind a note of who has the word: what does not answer is known by name. */

import { stepAnswersUndeclared } from '../errors/errors.js';
import { answerInWords, errorOf, waysOf, type Answer } from '../engine/answers.js';
import type { Step, StepFunction } from '../engine/step.js';
import type { Policy } from './policy.js';
import { speaking, wordOf } from '../engine/word.js';
import { WrongStep } from '../engine/wrong-step.js';

/** A rule that a plugin's policy bound: what is asked of it, methods and constants, has its name. */
export function namedRule(rule: object, { id }: Policy): object {
  const methods = new Map<PropertyKey, unknown>();
  // Not a proxy of the rule itself: one that is frozen would not let it answer otherwise.
  return new Proxy(Object.create(null) as object, {
    getPrototypeOf: () => Reflect.getPrototypeOf(rule),
    has: (_, name) => Reflect.has(rule, name),
    get: (_, name) => {
      if (methods.has(name)) return methods.get(name);
      const word = wordOf(`rule ${String(name)} of policy ${id}`);
      const value: unknown = speaking(word, (): unknown => Reflect.get(rule, name, rule));
      if (typeof value !== 'function') return value;
      const method = (...views: unknown[]): unknown => speaking(word, (): unknown => Reflect.apply(value, rule, views));
      methods.set(name, method);
      return method;
    },
  });
}

/** The steps of an operation that a policy brings; those of a plugin have its name, and answer only what they declare. */
export function namedSteps({ id, origin, steps }: Policy, operation: string): readonly Step[] {
  const own = steps?.[operation] ?? [];
  return origin === undefined ? own : own.map((step) => namedStep(step, operation, id));
}

function namedStep(step: Step, operation: string, policy: string): Step {
  const word = wordOf(`step ${step.name} of policy ${policy}`);
  const { run, choices } = step;
  const declared = answersOf(step);
  const named: StepFunction = (machine, actor) => {
    const answer = speaking(word, () => run(machine, actor));
    if (declared(answer)) return answer;
    throw new WrongStep(operation, step.name, (wrong) =>
      stepAnswersUndeclared(wrong, answerInWords(answer), step.answers.map(answerInWords)),
    );
  };
  if (choices === undefined) return { ...step, run: named };
  return { ...step, run: named, choices: (machine, actor) => speaking(word, () => choices(machine, actor)) };
}

/** What compilers see to in cowlab's own steps: which answers are among those that a step declares. */
function answersOf(step: Step): (answer: Answer) => boolean {
  const declared = new Set<unknown>(step.answers);
  const { fails } = waysOf(step);
  return (answer) => declared.has(answer) || (fails && errorOf(answer) !== undefined);
}

/** Making a policy of a plugin runs its constructors, and reads what it states. */
export function making<T>(chain: readonly Policy[], make: () => T): T {
  const policy = chain.findLast(({ origin }) => origin !== undefined);
  return policy === undefined ? make() : speaking(wordOf(`policy ${policy.id}`), make);
}
