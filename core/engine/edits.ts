/**
 * What an order has otherwise than its parent's: edits of a list of names. A name is a step's, or with a colon behind it
 * (`back-off:`) a label's.
 *
 * The machine's own list is where every order begins; edits are applied to it along the chain of a policy. Lines know who
 * put them there, and those that were taken out stay, marked, so that a list can tell its history.
 */

import { editsNothing } from '../errors/errors.js';

/** A step or label of an order, and the policy that put it there, or left it out. */
export interface Line {
  readonly name: string;
  /** Who put it there; undefined: the machine. */
  readonly by: string | undefined;
  /** Who took it out; undefined: it is there. */
  readonly leftOutBy?: string;
}

type Change = (lines: readonly Line[], by: string) => readonly Line[];

/** One edit. Made by `insert`, `without`, `move`, `swap` and `replace`. */
export class Edit {
  private readonly anchors: readonly string[];
  private readonly change: Change;

  /**
   * @param words as it was written, for errors
   * @param anchors names that the list must have
   * @param brings names that it puts there
   * @param isOptional without an anchor it does nothing, where others are an error
   * @throws {CowlabError} COW082 for what is no name, which only JavaScript lets through
   */
  constructor(
    readonly words: string,
    anchors: readonly string[],
    readonly brings: readonly string[],
    change: Change,
    readonly isOptional = false,
  ) {
    if ([...anchors, ...brings].some((name: unknown) => typeof name !== 'string')) throw editsNothing(words);
    this.anchors = anchors;
    this.change = change;
  }

  /** The same edit, for lists that may lack what it is about: there it does nothing. */
  ifThere(): Edit {
    return new Edit(`${this.words}.ifThere()`, this.anchors, this.brings, this.change, true);
  }

  /** The first name that the edit is about and the list lacks. */
  missing(lines: readonly Line[]): string | undefined {
    return this.anchors.find((name) => placeOf(lines, name) < 0);
  }

  /** The list behind the edit, which lacks nothing of it. */
  applied(lines: readonly Line[], by: string): readonly Line[] {
    return this.change(lines, by);
  }
}

function placeOf(lines: readonly Line[], name: string): number {
  return lines.findIndex((line) => line.name === name && line.leftOutBy === undefined);
}

function newLines(names: readonly string[], by: string): Line[] {
  return names.map((name) => ({ name, by }));
}

function inserted(lines: readonly Line[], place: number, names: readonly string[], by: string): readonly Line[] {
  return [...lines.slice(0, place), ...newLines(names, by), ...lines.slice(place)];
}

function leftOut(lines: readonly Line[], names: readonly string[], by: string): readonly Line[] {
  const places = new Set(names.map((name) => placeOf(lines, name)));
  return lines.map((line, place) => (places.has(place) ? { ...line, leftOutBy: by } : line));
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** Puts steps and labels, in this order, next to a line of the list. */
export function insert(...names: readonly string[]): { before(anchor: string): Edit; after(anchor: string): Edit } {
  const beside = (where: 'before' | 'after', anchor: string): Edit =>
    new Edit(`insert(${quoted(names)}).${where}('${anchor}')`, [anchor], names, (lines, by) =>
      inserted(lines, placeOf(lines, anchor) + (where === 'after' ? 1 : 0), names, by),
    );
  return { before: (anchor) => beside('before', anchor), after: (anchor) => beside('after', anchor) };
}

/** Takes steps and labels out. */
export function without(...names: readonly string[]): Edit {
  return new Edit(`without(${quoted(names)})`, names, [], (lines, by) => leftOut(lines, names, by));
}

/** Puts a step or label next to another line of the list. @throws {CowlabError} COW082 beside itself */
export function move(name: string): { before(anchor: string): Edit; after(anchor: string): Edit } {
  const beside = (where: 'before' | 'after', anchor: string): Edit => {
    const words = `move('${name}').${where}('${anchor}')`;
    if (anchor === name) throw editsNothing(words);
    return new Edit(words, [name, anchor], [], (lines, by) => {
      const rest = leftOut(lines, [name], by);
      return inserted(rest, placeOf(rest, anchor) + (where === 'after' ? 1 : 0), [name], by);
    });
  };
  return { before: (anchor) => beside('before', anchor), after: (anchor) => beside('after', anchor) };
}

/**
 * Exchanges the places of two lines.
 * @throws {CowlabError} COW082 for one line with itself
 */
export function swap(first: string, second: string): Edit {
  const words = `swap('${first}', '${second}')`;
  if (first === second) throw editsNothing(words);
  return new Edit(words, [first, second], [], (lines, by) => {
    const [one, other] = [placeOf(lines, first), placeOf(lines, second)];
    return lines.map((line, place) => (place === one ? { name: second, by } : place === other ? { name: first, by } : line));
  });
}

/**
 * Puts steps and labels in the place of others, which need not be neighbours: they go where the first of those was.
 * @throws {CowlabError} COW082 in the place of none
 */
export function replace(...names: readonly string[]): { by(...others: readonly string[]): Edit } {
  return {
    by: (...others) => {
      const words = `replace(${quoted(names)}).by(${quoted(others)})`;
      if (names.length === 0) throw editsNothing(words);
      return new Edit(words, names, others, (lines, by) =>
        inserted(leftOut(lines, names, by), placeOf(lines, names[0]), others, by),
      );
    },
  };
}

/** What is there. */
export function namesOf(lines: readonly Line[]): string[] {
  return lines.filter(({ leftOutBy }) => leftOutBy === undefined).map(({ name }) => name);
}
