/** Shared mappings of files on a disk stay read-only: the machine has no writeback yet. Those of tmpfs know none. */

import { notBuilt } from '../errors/errors.js';
import type { Mistakes } from './mistakes.js';
import type { Area, Operation } from '../program/program.js';
import type { Cast } from './actors.js';
import { mayPrecede, type Draft } from './unresolved.js';

export interface BuiltDraft {
  readonly draft: Draft;
  readonly operations: readonly Operation[];
}

/** What has moved a shared file page to where it is; undefined: it is there from the beginning. */
type Since = Draft | undefined;

/**
 * Adds to the mistakes every mprotect that could make a shared file mapping writable, also one that an earlier mremap has
 * moved there, in this process or in one that it comes from: COW011.
 */
export function refuseWritableSharedFiles(
  areas: readonly Area[], built: readonly BuiltDraft[], cast: Cast, mistakes: Mistakes,
): void {
  const pages = areas.filter(({ shared, backing }) => shared && backing === 'file').flatMap(pagesOfArea);
  if (pages.length === 0) return;
  const where = new SharedPages(pages, cast);
  while (built.map((each) => where.follow(each)).includes(true));
  for (const { draft, operations } of built) {
    for (const { action, where: place } of operations) {
      if (action.op !== 'mprotect' || action.prot !== 'rw') continue;
      const { process, first, last } = action.place;
      const found = where.before(draft, process, first, last);
      if (found === undefined) continue;
      mistakes.add(notBuilt(`A shared writable file mapping${found.since}`, place, '`prot: r` or `prot: none`'));
    }
  }
}

/** Where shared file pages may be, by process, and since when. */
class SharedPages {
  readonly #since: readonly Map<number, readonly Since[]>[];

  constructor(pages: readonly number[], private readonly cast: Cast) {
    this.#since = cast.processes.map(() => new Map(pages.map((page) => [page, [undefined]])));
  }

  /** Where the operations of the draft take them. True when that is new. */
  follow({ draft, operations }: BuiltDraft): boolean {
    let isNew = false;
    for (const { action, actor } of operations) {
      if (action.op === 'fork') isNew = this.#inherit(draft, this.cast.actors[actor].process, action.child) || isNew;
      if (action.op !== 'mremap') continue;
      const { place, to } = action;
      for (let page = place.first; page <= place.last; page++) {
        if (this.before(draft, place.process, page, page) === undefined) continue;
        isNew = this.#add(place.process, to.first + page - place.first, draft) || isNew;
      }
    }
    return isNew;
  }

  #inherit(fork: Draft, parent: number, child: number): boolean {
    const moved = [...this.#since[parent].keys()].filter((page) => this.before(fork, parent, page, page) !== undefined);
    return moved.map((page) => this.#add(child, page, fork)).includes(true);
  }

  /** Whether one of the pages may be shared when the draft runs, and by what, as a message goes on. */
  before(draft: Draft, process: number, first: number, last: number): { readonly since: string } | undefined {
    for (let page = first; page <= last; page++) {
      for (const since of this.#since[process].get(page) ?? []) {
        if (since === undefined) return { since: '' };
        if (mayPrecede(since, draft)) return { since: ', which `mremap` has moved here,' };
      }
    }
    return undefined;
  }

  #add(process: number, page: number, since: Draft): boolean {
    const known = this.#since[process].get(page) ?? [];
    // Whatever comes behind the new one comes behind a known one, too.
    if (known.some((before) => before === undefined || before === since || isNoLater(before, since))) return false;
    this.#since[process].set(page, [...known, since]);
    return true;
  }
}

function isNoLater(first: Draft, second: Draft): boolean {
  return first.phase === second.phase && (first.phase !== 'race' || first.actor === second.actor) ? first.index <= second.index
    : first.phase === 'steps' || second.phase === 'after';
}

function pagesOfArea({ firstPage, pages }: Area): number[] {
  return Array.from({ length: pages }, (_, offset) => firstPage + offset);
}
