/**
 * What an operation is made of. A step is a small function of (machine, actor) that does one atomic thing and
 * says what comes next. What an actor remembers between steps lives in its registers.
 */

import type { Fact, Need } from './facts.js';
import type { Touched } from '../machine/fields.js';
import type { Machine } from '../machine/machine.js';
import { listNumber, type Answer } from './answers.js';

/** What a step does: one atomic thing to the machine, by one actor. All that it remembers is in state and registers. */
export type StepFunction<A extends Answer = Answer> = (machine: Machine, actor: number) => A;

/** What a step is beside its function: data for the order checks, reductions and the explanation. */
export interface StepTraits {
  /** Fields it reads and writes; registers and the actor's own place are not listed. */
  readonly reads?: readonly Touched[];
  /** Fields it writes, as `reads`. */
  readonly writes?: readonly Touched[];
  /**
   * In the machine's own list: an order may leave it out. Without any other of that list, or without a way to it, an order is
   * refused.
   */
  readonly optional?: boolean;
  /** Facts that must hold on every way to it, or any of several, and those it establishes. */
  readonly needs?: readonly Need[];
  /** Facts that hold behind it. */
  readonly gives?: readonly Fact[];
  /** Facts it establishes where it jumps, instead of `gives`. */
  readonly givesOnJump?: readonly Fact[];
  /**
   * Facts it establishes before the list that it calls begins, a lock for instance: they hold within, behind the call, and when
   * the call fails. What it `gives` holds only behind the call.
   */
  readonly givesToCall?: readonly Fact[];
  /**
   * Facts that hold no more behind it: a lock that it drops, so that nothing that needs it can follow. They are ended, too, where
   * it jumps or fails. What it calls may end them for it, if the list is `given` them.
   */
  readonly ends?: readonly Fact[];
  /** How many behaviours the step has here (default 1); `machine.choice` selects one. */
  readonly choices?: (machine: Machine, actor: number) => number;
  /** Interface of the rule it asks, by token description. */
  readonly asks?: readonly string[];
}

/** A step of a list: its name, what it does, and what it declares of itself. */
export interface Step extends StepTraits {
  /** A verb phrase, unique in its list: edits of orders and explanations call it so. */
  readonly name: string;
  /** All that it may answer, which is its only way to jump, call and fail: an order without what it jumps to is refused. */
  readonly answers: readonly Answer[];
  /** The one atomic thing that it does. It answers one of `answers`, and nothing else. */
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
 * @param answers all that it may answer: that it answers nothing else is the compiler's to see
 * @param traits what it reads, writes, needs, gives and ends
 */
export function step<A extends Answer>(
  name: string,
  answers: readonly A[],
  run: StepFunction<NoInfer<A>>,
  traits: StepTraits = {},
): Step {
  return { name, answers, run, ...traits };
}

/** Every fact that a step establishes, wherever it leads. */
export function givenBy({ gives = [], givesOnJump = [], givesToCall = [] }: StepTraits): readonly Fact[] {
  return [...gives, ...givesOnJump, ...givesToCall];
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
  readonly given: readonly Need[];
}

/** A list of steps. @param stands the kernel function it stands for @param given facts that its callers establish */
export function operation(
  name: string,
  stands: string,
  entries: readonly Entry[],
  spare: readonly Step[] = [],
  given: readonly Need[] = [],
): Operation {
  listNumber(name);
  return { name, stands, entries, spare, given };
}

/** Is it a label, and not a step? */
export function isLabel(entry: Entry): entry is Label {
  return 'label' in entry;
}
