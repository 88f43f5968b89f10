/**
 * What a step answers: one integer, which says what comes next. Its type says it in words, so that the compiler knows whether
 * a step answers only what it declares.
 */

import { codes, type Code } from '../program/values.js';

/** What an answer says, for the compiler only: at run time it is the integer alone. */
export interface Said<Words extends string> {
  readonly said: Words;
}

/** An answer that says one of these: `next`, `done`, `blocked`, `restart`, `goto LABEL`, `call LIST`, `fail`. */
export type Answer<Says extends string = string> = Says extends unknown ? number & Said<Says> : never;

function answer<Says extends string>(number: number): Answer<Says> {
  return number as Answer<Says>;
}

/** Go on with the next step of the list. */
export const next = 0 as Answer<'next'>;
/** The list is finished; the caller goes on behind its call. */
export const done = 1 as Answer<'done'>;
/** Nothing was written; the actor is not enabled now. */
export const blocked = 2 as Answer<'blocked'>;
/** Begin this list again. */
export const restart = 3 as Answer<'restart'>;

/** Answers from here on name a label: `Answers.goto + label number`. */
export const Answers = { goto: 1 << 10, call: 1 << 20, fail: 1 << 24 } as const;

/** Names by number, and numbers by name. */
class Numbered {
  private readonly numbers = new Map<string, number>();
  readonly names: string[] = [];

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

const labels = new Numbered();
const lists = new Numbered();

/** Number of a label or step name, the same in every list. */
export function labelNumber(name: string): number {
  return labels.numberOf(name);
}

/** How many labels and step names were ever numbered; a list has a position for each. */
export function labelCount(): number {
  return labels.names.length;
}

/** The number under which machines know a list; a new name gets the next one. */
export function listNumber(name: string): number {
  return lists.numberOf(name);
}

/** `goto label`: the target is a label or a step of the same list, never a position. */
export function goto<const Label extends string>(label: Label): Answer<`goto ${Label}`> {
  return answer(Answers.goto + labelNumber(label));
}

/** `call list`: runs another list, then goes on behind this step. */
export function call<const List extends string>(list: List): Answer<`call ${List}`> {
  return answer(Answers.call + listNumber(list));
}

/** `fail error`: on to the back-off step of the innermost list that has one, then out with the error. */
export function fail(code: Code): Answer<'fail'> {
  return failing(codes[code]);
}

/** As `fail`, with an error that a register or the actor holds. @param error a code of values.ts */
export function failing(error: number): Answer<'fail'> {
  return answer(Answers.fail - error);
}

/** Among the answers of a step: it may fail, with whatever error. */
export const anyError = failing(0);

/** The label or step that an answer jumps to; undefined: it is no jump. */
export function gotoTarget(answer: number): string | undefined {
  return answer >= Answers.goto && answer < Answers.call
    ? (labels.names[answer - Answers.goto] ?? `label ${answer - Answers.goto}`)
    : undefined;
}

/** The list that an answer calls; undefined: it is no call. */
export function callTarget(answer: number): string | undefined {
  return answer >= Answers.call && answer < Answers.fail ? lists.names[answer - Answers.call] : undefined;
}

/** The error of an answer, a code of values.ts; undefined: it does not fail. */
export function errorOf(answer: number): number | undefined {
  return answer >= Answers.fail ? Answers.fail - answer : undefined;
}

/** An answer as it is written: `next`, `goto(label)`. */
export function answerInWords(answer: unknown): string {
  if (typeof answer !== 'number') return String(answer);
  const [label, list] = [gotoTarget(answer), callTarget(answer)];
  if (label !== undefined) return `goto('${label}')`;
  if (list !== undefined) return `call('${list}')`;
  return errorOf(answer) === undefined ? (['next', 'done', 'blocked', 'restart'][answer] ?? String(answer)) : 'fail(…)';
}

/** Where the answers of a step lead. */
export interface Ways {
  /** Labels and steps of its list that it may jump to. */
  readonly goes: readonly string[];
  /** Lists that it may call. */
  readonly calls: readonly string[];
  /** Can the step behind it follow, at once or after a call? */
  readonly goesOn: boolean;
  /** May it fail by itself? */
  readonly fails: boolean;
}

/** What is to be known of a step's answers, in the order in which they are declared. */
export function waysOf({ answers }: { readonly answers: readonly Answer[] }): Ways {
  const named = (target: (answer: number) => string | undefined): string[] =>
    answers.map(target).filter((name) => name !== undefined);
  const calls = named(callTarget);
  return {
    goes: named(gotoTarget),
    calls,
    goesOn: answers.includes(next) || calls.length > 0,
    fails: answers.some((answer) => errorOf(answer) !== undefined),
  };
}
