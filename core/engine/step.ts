/**
 * What an operation is made of. A step is a small function of (machine, actor) that does one atomic thing and
 * says what comes next. What an actor remembers between steps lives in its registers.
 */

import type { Machine } from '../machine/machine.js';
import { codes, type Code } from '../program/values.js';

/** What a step answers, as one integer: the four constants here, or a target of `targets`, `call`, `fail`. */
export type Answer = number;

/** Go on with the next step of the list. */
export const next: Answer = 0;
/** The list is finished; the caller goes on behind its call. */
export const done: Answer = 1;
/** Nothing was written; the actor is not enabled now. */
export const blocked: Answer = 2;
/** Begin this list again. */
export const restart: Answer = 3;

/** Answers from here on name a label: `Answers.goto + label number`. */
export const Answers = { goto: 1 << 10, call: 1 << 20, fail: 1 << 24 } as const;

const labelNumbers = new Map<string, number>();
const listNumbers = new Map<string, number>();

function numberOf(map: Map<string, number>, name: string): number {
  const known = map.get(name);
  if (known !== undefined) return known;
  map.set(name, map.size);
  return map.size - 1;
}

/** Number of a label or step name, the same in every list. */
export function labelNumber(name: string): number {
  return numberOf(labelNumbers, name);
}

/** Number of a list by its name. */
export function listNumber(name: string): number {
  return numberOf(listNumbers, name);
}

/** Names of all lists ever numbered, by number. */
function listNames(): string[] {
  return [...listNumbers.keys()];
}

/** How many labels and step names were ever numbered; a list has a position for each. */
export function labelCount(): number {
  return labelNumbers.size;
}

/** The name behind a number of `labelNumber`. */
function labelName(label: number): string {
  return [...labelNumbers.keys()][label] ?? `label ${label}`;
}

/** `goto label`: the target is a label or a step of the same list, never a position. */
export function goto(label: string): Answer {
  return Answers.goto + labelNumber(label);
}

/** The label or step that an answer jumps to; undefined: it is no jump. */
export function gotoTarget(answer: Answer): string | undefined {
  return answer >= Answers.goto && answer < Answers.call ? labelName(answer - Answers.goto) : undefined;
}

/** The list that an answer calls; undefined: it is no call. */
export function callTarget(answer: Answer): string | undefined {
  return answer >= Answers.call && answer < Answers.fail ? listNames()[answer - Answers.call] : undefined;
}

/** `call list`: runs another list, then goes on behind this step. */
export function call(list: string): Answer {
  return Answers.call + listNumber(list);
}

/** `fail error`: on to the back-off step of the innermost list that has one, then out with the error. */
export function fail(code: Code): Answer {
  return Answers.fail - codes[code];
}

/** What a step does: one atomic thing to the machine, by one actor. All that it remembers is in state and registers. */
export type StepFunction = (machine: Machine, actor: number) => Answer;

/** What a step is beside its function: data for the order checks, reductions and the explanation. */
export interface StepTraits {
  /** Fields it reads and writes, `frame.refs`; registers and the actor's own place are not listed. */
  readonly reads?: string;
  readonly writes?: string;
  /** Lists it may call. */
  readonly calls?: readonly string[];
  /** Labels or steps of its list that it may jump to: an order without them is refused. */
  readonly goes?: readonly string[];
  /** An order without it, or without a way to it, is refused. */
  readonly mandatory?: boolean;
  /** It never goes on with the step behind it: it jumps, ends or restarts its list, or fails. */
  readonly leaves?: boolean;
  /** It may fail, which leads to the back-off step behind it. */
  readonly fails?: boolean;
  /** Facts that must hold on every way to it (`pte-lock`: the page table is locked), and those it establishes. */
  readonly needs?: readonly string[];
  readonly gives?: readonly string[];
  /** Facts it establishes where it jumps, instead of `gives`. */
  readonly givesOnJump?: readonly string[];
  /** Facts that hold no more behind it: a lock that it drops, so that nothing that needs it can follow. */
  readonly ends?: readonly string[];
  /** How many behaviours the step has here (default 1); `machine.choice` selects one. */
  readonly choices?: (machine: Machine, actor: number) => number;
  /** Interface of the rule it asks, by token description. */
  readonly asks?: readonly string[];
}

/** A step of a list: its name, what it does, and what it declares of itself. */
export interface Step extends StepTraits {
  readonly name: string;
  readonly run: StepFunction;
}

/** A place of a list that steps jump to. */
export interface Label {
  readonly label: string;
}

/** A line of a list. */
export type Entry = Step | Label;

/**
 * A step of a list.
 * @param name a verb phrase; orders of policies name it so
 * @param traits what it reads, writes, needs, gives, ends and jumps to
 */
export function step(name: string, run: StepFunction, traits: StepTraits = {}): Step {
  return { name, run, ...traits };
}

/** A place of a list that `goto` jumps to. @param name as in `goto`, without the colon that orders write behind it */
export function label(name: string): Label {
  return { label: name };
}

/** One operation: the list a kernel developer can read next to the function it stands for. */
export interface Operation {
  readonly name: string;
  /** The kernel function it stands for. */
  readonly stands: string;
  readonly entries: readonly Entry[];
  /** Steps that orders of policies may use beside those of the default list. */
  readonly spare: readonly Step[];
  /** Facts that hold whenever it is called: locks of its callers. */
  readonly given: readonly string[];
}

/** A list of steps. @param stands the kernel function it stands for @param given facts that its callers establish */
export function operation(
  name: string, stands: string, entries: readonly Entry[], spare: readonly Step[] = [], given: readonly string[] = [],
): Operation {
  listNumber(name);
  return { name, stands, entries, spare, given };
}

/** Is it a label, and not a step? */
export function isLabel(entry: Entry): entry is Label {
  return 'label' in entry;
}
