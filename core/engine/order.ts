/** Step lists as data: from the edits of a chain of policies to a list the machine can run. */

import { bringsSameStep, editsSamePlace, editsWhatIsNotThere, editsWhatOtherChanges, unknownName } from '../errors/errors.js';
import type { Code } from '../machine/kernel.js';
import { labelCount, labelNumber } from './answers.js';
import { isLabel, label, type Entry, type Operation, type Step } from './step.js';
import { namesOf, type Edit, type Line } from './edits.js';

/** A list that a machine can run, with the steps it was made of. */
export interface CompiledList extends Code {
  /** The kernel function it stands for. */
  readonly stands: string;
  readonly steps: readonly Step[];
  /** The steps with the labels between them. */
  readonly entries: readonly Entry[];
}

/** Who edits a list: the policy, the plugin file it came from, its edits, and the steps that it brings. */
export interface Editor {
  readonly id: string;
  readonly origin?: string;
  readonly edits: readonly Edit[];
  readonly steps?: readonly Step[];
}

/**
 * The list of an operation along a chain of policies: the machine's own, then everybody's edits.
 * @param chain ancestors first
 * @param composed behind them: `b` and `c` of `a+b+c`
 * @throws {CowlabError} COW060 for an edit of what is not there; COW067, COW068 or COW081 for two that are composed of which the order
 *   would decide
 */
export function linesOf(operation: Operation, chain: readonly Editor[], composed: readonly Editor[]): readonly Line[] {
  const own = operation.entries.map((entry): Line => ({ name: nameOf(entry), by: undefined }));
  const base = chain.reduce<readonly Line[]>((lines, editor) => edited(operation, lines, editor), own);
  for (const [place, editor] of composed.entries()) {
    for (const other of composed.slice(place + 1)) checkIndependent(operation, base, editor, other);
  }
  return composed.reduce<readonly Line[]>((lines, editor) => edited(operation, lines, editor), base);
}

/** As an order writes it. */
function nameOf(entry: Entry): string {
  return isLabel(entry) ? `${entry.label}:` : entry.name;
}

function edited(operation: Operation, lines: readonly Line[], { id, origin, edits }: Editor): readonly Line[] {
  return edits.reduce<readonly Line[]>((before, edit) => {
    const missing = edit.missing(before);
    if (missing === undefined) return edit.applied(before, id);
    if (edit.isOptional) return before;
    throw editsWhatIsNotThere({ id, origin }, operation.name, edit.words, missing, namesOf(before));
  }, lines);
}

/** Two variants compose in either order, with the same result, or not at all. */
function checkIndependent(operation: Operation, base: readonly Line[], one: Editor, other: Editor): void {
  const twice = one.steps?.find((step) => other.steps?.some((rival) => rival.name === step.name && rival !== step));
  if (twice !== undefined) throw bringsSameStep(one, other, operation.name, twice.name);
  if (one.edits.length === 0 || other.edits.length === 0) return;
  const both = [
    [one, other],
    [other, one],
  ].map((editors) => tried(base, editors));
  const [first, second] = both;
  if (first === undefined || second === undefined) throw editsWhatOtherChanges(one, other, operation.name);
  if (first.join() !== second.join()) throw editsSamePlace(one, other, operation.name);
}

/** The names behind the edits; undefined: one of them lacks what the list had, or what only the other brings. */
function tried(base: readonly Line[], editors: readonly Editor[]): string[] | undefined {
  let lines = base;
  for (const { id, edits } of editors) {
    for (const edit of edits) {
      if (edit.missing(lines) === undefined) lines = edit.applied(lines, id);
      else if (!edit.isOptional || edit.missing(base) === undefined) return undefined;
    }
  }
  return namesOf(lines);
}

/** Steps that an order of a list can name, the policy's own included. */
export function knownSteps(operation: Operation, own: readonly Step[]): readonly Step[] {
  return [...operation.entries, ...operation.spare, ...own].filter((entry): entry is Step => !isLabel(entry));
}

/**
 * The entries that an order names, steps of a policy's own included.
 * @throws {CowlabError} COW004 for a step that there is not
 */
export function entriesOf(
  operation: Operation,
  order: readonly string[],
  own: readonly Step[],
  { id, origin }: Pick<Editor, 'id' | 'origin'>,
): Entry[] {
  const known = new Map(knownSteps(operation, own).map((step) => [step.name, step]));
  const place = `order \`${operation.name}\` of policy \`${id}\``;
  return order.map((name): Entry => {
    if (name.endsWith(':')) return label(name.slice(0, -1));
    const step = known.get(name);
    if (step !== undefined) return step;
    throw unknownName(`step of \`${operation.name}\``, name, known.keys(), origin === undefined ? place : `${origin}: ${place}`);
  });
}

/** From entries to a list the machine can run: labels become positions, calls and errors find their targets. */
export function compileList(operation: Operation, entries: readonly Entry[]): CompiledList {
  const steps: Step[] = [];
  const marks: [number, number][] = [];
  for (const entry of entries) {
    if (isLabel(entry)) marks.push([labelNumber(entry.label), steps.length]);
    else {
      marks.push([labelNumber(entry.name), steps.length]);
      steps.push(entry);
    }
  }
  const positions = new Int16Array(labelCount()).fill(-1);
  for (const [number, position] of marks) positions[number] = position;
  return {
    name: operation.name,
    stands: operation.stands,
    entries,
    steps,
    run: steps.map((s) => s.run),
    positions,
    backOff: positions[labelNumber('back-off')] ?? -1,
  };
}
