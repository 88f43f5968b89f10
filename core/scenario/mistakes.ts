/** All mistakes of one file, so that a person mends them in one go; what only follows from another one is no mistake. */

import { plural } from '../errors/numbers.js';
import { CowlabError } from '../errors/errors.js';
import type { Path } from './path.js';

/** Mistakes that are listed in full: nobody reads more at once. */
const mostListed = 20;

/** Mistakes after which the rest of the file is not looked at: it is something else than a scenario. */
const mostFound = 1000;

/** Several mistakes of one file as one error, in the order of the file. As a single error it is the first of them. */
export class SeveralMistakes extends CowlabError {
  readonly all: readonly CowlabError[];

  /** @param all two or more */
  constructor(all: readonly [CowlabError, ...CowlabError[]]) {
    const [{ code, message, where, expected, hint }] = all;
    super(code, message, { where, expected, hint });
    this.all = all;
  }

  override format(): string {
    const more = this.all.length - mostListed;
    const listed = this.all.slice(0, mostListed).map((mistake) => mistake.format());
    if (more <= 0) return listed.join('\n');
    const atLeast = this.all.length < mostFound ? '' : 'at least ';
    return [...listed, `… and ${atLeast}${plural(more, 'more mistake')} in this file`].join('\n');
  }
}

/** What is wrong here is wrong because of a mistake that is known already. */
class FollowUp extends Error {}

interface Part {
  isWrong: boolean;
  readonly parts: Map<string | number, Part>;
}

/** Collects the mistakes of a file, and remembers which parts of it cannot be relied on. */
export class Mistakes {
  private readonly found = new Map<string, CowlabError>();
  private readonly whole: Part = { isWrong: false, parts: new Map() };
  private readonly doubtful = new Set<string>();
  private isAnyDoubtful = false;
  private followUps = 0;

  get isEmpty(): boolean {
    return this.found.size === 0;
  }

  /**
   * @param path the part that is then not to be relied on, if it is known
   * @throws {CowlabError} all that were found, when they are so many that the others are not looked for
   */
  add(mistake: CowlabError, path?: Path): void {
    // Those that were too many, on their way through a `collect`.
    if (mistake instanceof SeveralMistakes) throw mistake;
    this.found.set(`${mistake.where ?? ''} ${mistake.message}`, mistake);
    if (path !== undefined) this.markWrong(path);
    if (this.found.size >= mostFound) this.throwIfAny();
  }

  /** Without a mistake of its own: the part is wrong because another one is. */
  markWrong(path: Path): void {
    let part = this.whole;
    for (const step of path) {
      const next = part.parts.get(step) ?? { isWrong: false, parts: new Map<string | number, Part>() };
      part.parts.set(step, next);
      part = next;
    }
    part.isWrong = true;
  }

  /** Whether the part is wrong, or what it is a part of. */
  isWithinWrong(path: Path): boolean {
    const [part, isWithin] = this.find(path);
    return isWithin || part?.isWrong === true;
  }

  /** Whether the part cannot be used: it is wrong, or something within it, or what it is a part of. */
  isWrong(path: Path): boolean {
    const [part, isWithin] = this.find(path);
    return isWithin || (part !== undefined && (part.isWrong || part.parts.size > 0));
  }

  /** The part, where something within it or of it is wrong; and whether what it is a part of is. */
  private find(path: Path): readonly [Part | undefined, boolean] {
    let part = this.whole;
    for (const step of path) {
      if (part.isWrong) return [undefined, true];
      const next = part.parts.get(step);
      if (next === undefined) return [undefined, false];
      part = next;
    }
    return [part, false];
  }

  /**
   * What the work answers; undefined when it has found a mistake, or met what follows from one.
   * @throws {CowlabError} COW012: what is read no further is no mistake among others
   */
  collect<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof FollowUp) this.followUps++;
      else if (error instanceof CowlabError && error.code !== 'COW012') this.add(error);
      else throw error;
      return undefined;
    }
  }

  /** The name is declared by something wrong, or may be: that it is unknown is no mistake of its own. */
  doubt(...names: readonly string[]): void {
    for (const name of names) this.doubtful.add(name);
  }

  /** What declares names is missing as a whole. */
  doubtEveryName(): void {
    this.isAnyDoubtful = true;
  }

  /** To be asked before a name is called unknown. Throws what `collect` passes over when that would be no mistake. */
  refuseFollowUp(name: string): void {
    if (this.isAnyDoubtful || this.doubtful.has(name)) throw new FollowUp(name);
  }

  /** @throws {CowlabError} the mistakes in the order of the file */
  throwIfAny(): void {
    const [first, ...others] = [...this.found.values()].sort(byPlace);
    if (first !== undefined) throw others.length === 0 ? first : new SeveralMistakes([first, ...others]);
    if (this.followUps > 0) throw new Error('a part of the file was left out without a mistake');
  }
}

function byPlace(a: CowlabError, b: CowlabError): number {
  const [lineOfA, columnOfA] = placeOf(a);
  const [lineOfB, columnOfB] = placeOf(b);
  return lineOfA - lineOfB || columnOfA - columnOfB;
}

function placeOf({ where = '' }: CowlabError): readonly [line: number, column: number] {
  const [, line = 0, column = 0] = /:(\d+):(\d+)$/u.exec(where) ?? [];
  return [Number(line), Number(column)];
}

/** Every text within, of which one may be a name. */
export function textsWithin(value: unknown, withKeys = false): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const keys = withKeys && !Array.isArray(value) ? Object.keys(value) : [];
  return [...keys, ...Object.values(value).flatMap((inner) => textsWithin(inner, withKeys))];
}
