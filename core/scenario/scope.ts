/** What names mean while operations are built. */

import { programLimits } from '../program/bounds.js';
import {
  halfOfWholePages,
  nameTaken,
  othersMemoryNotBuilt,
  processBefore,
  programTooLarge,
  unknownName,
  usedBeforeTaken,
} from '../errors/errors.js';
import { pagesOf, parsePlace } from './place.js';
import type { Handle, Half, Observation, Place } from '../program/program.js';
import type { Source } from './source.js';
import type { Cast } from './actors.js';
import { mayPrecede, type Draft, type Taken } from './unresolved.js';
import type { Memory } from './memory.js';

/** A place by its text: pages from the start of a handle or file. */
export interface PagesOf {
  /** Index of the handle or file. */
  readonly index: number;
  readonly first: number;
  readonly last: number;
  readonly half: Half;
}

type Taking = Draft & { readonly takes: Taken };

/** Names of a program: areas, files, actors; handles and observations in the order of the file. */
export class Scope {
  readonly source: Source;
  readonly memory: Memory;
  readonly cast: Cast;
  readonly handles: Handle[] = [];
  readonly observations: Observation[] = [];
  private readonly handleNumbers = new Map<string, number>();
  private readonly takings = new Map<string, Taking>();
  /** `as` → its draft and its observations. */
  private readonly named = new Map<string, { readonly draft: Draft; readonly first: number; readonly count: number }>();

  /** Those of the cast whose handle could be declared. */
  readonly drafts: readonly Draft[];

  /** Declares the handles of all operations, so that a race can use one taken by another actor. */
  constructor(source: Source, memory: Memory, cast: Cast) {
    this.source = source;
    this.memory = memory;
    this.cast = cast;
    this.drafts = cast.drafts.filter((draft) => !isTaking(draft) || this.hasHandle(draft));
  }

  private hasHandle(draft: Taking): boolean {
    const { mistakes } = this.source;
    if (mistakes.collect(() => this.declareHandle(draft) ?? true) === true) return true;
    mistakes.doubt(draft.takes.name);
    return false;
  }

  /** The number of the draft's actor. */
  actor(draft: Draft): number {
    return this.cast.find(draft.actor, draft.actorWhere);
  }

  /** The process whose memory a bare area of this draft means: the actor's, or P's for devices and kernel threads. */
  processOf(draft: Draft): number {
    return Math.max(0, this.cast.actors[this.actor(draft)]?.process ?? 0);
  }

  /** `file:line:column` of a key's value, or of the operation itself. */
  where(draft: Draft, key?: string): string {
    return key === undefined ? this.source.whereKey([...draft.path, draft.op]) : this.source.where([...draft.path, key]);
  }

  /** @throws {CowlabError} COW004, COW007, COW107 to COW109, COW214 for text that is no place of the actor's process. */
  place(draft: Draft, key: string, text: string, halves: 'pages' | 'halves'): Place {
    const where = this.where(draft, key);
    const parsed = parsePlace(text, where);
    if (parsed.process !== undefined) throw othersMemoryNotBuilt(text, where);
    const area = this.memory.area(parsed.name, where);
    if (parsed.half !== 'both' && halves === 'pages') throw halfOfWholePages(text, draft.op, where);
    const { first, last } = pagesOf(parsed, area.pages, where);
    return { process: this.processOf(draft), first: area.firstPage + first, last: area.firstPage + last, half: parsed.half };
  }

  /** @throws {CowlabError} COW004, COW007, COW107 to COW111 for text that is no page of a file. */
  filePages(draft: Draft, key: string, text: string): PagesOf {
    const where = this.where(draft, key);
    const parsed = parsePlace(text, where);
    const index = this.memory.fileNumber(parsed.name, where);
    if (parsed.process !== undefined) throw processBefore('file', where);
    if (parsed.half !== 'both') throw halfOfWholePages(text, draft.op, where);
    return { index, ...pagesOf(parsed, this.memory.files[index]?.pages ?? 0, where), half: 'both' };
  }

  /** @throws {CowlabError} COW004, COW007, COW008, COW107 to COW111 for text that is no page of a handle taken before. */
  handlePages(draft: Draft, key: string, text: string): PagesOf {
    const where = this.where(draft, key);
    const parsed = parsePlace(text, where);
    if (parsed.process !== undefined) throw processBefore('handle', where);
    const index = this.handle(draft, key, parsed.name);
    return { index, ...pagesOf(parsed, this.handles[index]?.pages ?? 0, where), half: parsed.half };
  }

  /** The index of a handle. @throws {CowlabError} COW004, COW008 when it is unknown or not taken yet. */
  handle(draft: Draft, key: string, name: string): number {
    const where = this.where(draft, key);
    const taking = this.takings.get(name);
    if (taking === undefined) this.source.mistakes.refuseFollowUp(name);
    if (taking === undefined) throw unknownName('handle', name, this.takings.keys(), where);
    if (!mayPrecede(taking, draft)) throw usedBeforeTaken(name, this.where(taking), where);
    return this.handleNumber(name);
  }

  /** The index of a handle, -1 when there is none of that name. */
  handleNumber(name: string): number {
    return this.handleNumbers.get(name) ?? -1;
  }

  /**
   * Adds the observations of an operation.
   * @param as its name; without one it is `ACTOR#number`
   * @param values how many values it observes, undefined when it observes ok or an error
   * @returns the index of the first
   * @throws {CowlabError} COW005 when the name is taken
   */
  observe(draft: Draft, as: string | undefined, values: number | undefined, handle: number): number {
    const first = this.observations.length;
    const count = values ?? 1;
    const name = as === undefined ? `${draft.actor}#${draft.number}` : `${draft.actor}.${as}`;
    if (as !== undefined) {
      const before = this.named.get(as);
      if (before !== undefined) throw nameTaken('observation', as, this.where(draft, 'as'), this.where(before.draft, 'as'));
      this.named.set(as, { draft, first, count });
    }
    if (first + count > programLimits.observations) {
      throw programTooLarge('observations', programLimits.observations, this.where(draft));
    }
    for (let index = 0; index < count; index++) {
      this.observations.push({ name: count === 1 ? name : `${name}[${index}]`, actor: this.actor(draft), handle });
    }
    return first;
  }

  /** What an `as` names, for `wait`. */
  observed(name: string, where: string): { readonly draft: Draft; readonly first: number; readonly count: number } {
    const found = this.named.get(name);
    if (found === undefined) this.source.mistakes.refuseFollowUp(name);
    if (found === undefined) throw unknownName('observation', name, this.named.keys(), where);
    return found;
  }

  private declareHandle(draft: Taking): void {
    const { name, kind, write, longterm, place: text } = draft.takes;
    const before = this.takings.get(name);
    if (before !== undefined) throw nameTaken('handle', name, this.where(draft, 'as'), this.where(before, 'as'));
    const place = this.place(draft, draft.op, text, 'pages');
    this.takings.set(name, draft);
    const last = this.handles.at(-1);
    const firstSlot = last === undefined ? 0 : last.firstSlot + last.pages;
    const pages = place.last - place.first + 1;
    if (firstSlot + pages > programLimits.pages) {
      throw programTooLarge('handlePages', programLimits.pages, this.where(draft));
    }
    this.handleNumbers.set(name, this.handles.length);
    this.handles.push({ name, pages, firstSlot, process: place.process, kind, write, longterm });
  }
}

function isTaking(draft: Draft): draft is Taking {
  return draft.takes !== undefined;
}
