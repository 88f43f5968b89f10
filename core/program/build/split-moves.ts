/** mremap(2) over what may be several areas: kernels differ, and the machine does not merge areas as they do. */

import { notBuilt } from '../errors.js';
import type { Mistakes } from '../mistakes.js';
import type { Action } from '../program.js';
import { mayPrecede, type Draft } from './draft.js';
import type { BuiltDraft } from './shared-files.js';

/**
 * Adds to the mistakes an mremap of several pages that another operation may have set apart before. Up to 6.16 it answers EFAULT where the
 * pages lie in several areas (vma_to_resize), from 6.17 on it moves them; and areas that are alike again are one area to a
 * kernel, which merges them. Holes are no question: EFAULT everywhere. COW011.
 */
export function refuseSplitMoves(built: readonly BuiltDraft[], mistakes: Mistakes): void {
  const cuts = new Cuts(built);
  for (const { draft, operations: [{ action, where }] } of built) {
    if (action.op !== 'mremap') continue;
    const apart = cuts.firstWithin(action.place.first, action.place.last, draft);
    if (apart === undefined) continue;
    const what = `\`mremap\` of pages that may be several areas (set apart at ${apart.where})`;
    mistakes.add(notBuilt(what, where, 'one `mremap` for each page'));
  }
}

/** A page that an operation sets apart from the one before it. */
interface Cut {
  /** Position among all operations of the file. */
  readonly position: number;
  readonly draft: Draft;
  readonly where: string;
}

class Cuts {
  /** By page, the first of each list of operations: whoever comes behind any of a list comes behind its first. */
  readonly #firsts = new Map<number, Cut[]>();

  constructor(built: readonly BuiltDraft[]) {
    for (const [position, { draft, operations }] of built.entries()) {
      for (const { action, where } of operations) {
        for (const page of cutsOf(action)) this.#add(page, { position, draft, where });
      }
    }
  }

  #add(page: number, cut: Cut): void {
    const known = this.#firsts.get(page) ?? [];
    // Of a third list nobody needs to know: of two there is always one that is not the asking one's own.
    if (known.length === 2 || known.some(({ draft }) => isSameList(draft, cut.draft))) return;
    this.#firsts.set(page, [...known, cut]);
  }

  /** The first operation of the file that may have set pages first..last apart when the draft runs. */
  firstWithin(first: number, last: number, draft: Draft): Cut | undefined {
    let found: Cut | undefined;
    for (let page = first + 1; page <= last; page++) {
      for (const cut of this.#firsts.get(page) ?? []) {
        if (mayPrecede(cut.draft, draft) && (found === undefined || cut.position < found.position)) found = cut;
      }
    }
    return found;
  }
}

function isSameList(a: Draft, b: Draft): boolean {
  return a.phase === b.phase && (a.phase !== 'race' || a.actor === b.actor);
}

/** First pages of what an operation sets apart from the pages before. */
function cutsOf(action: Action): readonly number[] {
  switch (action.op) {
    case 'mprotect': return [action.place.first, action.place.last + 1];
    case 'madvise': return action.advice === 'dontneed' ? [] : [action.place.first, action.place.last + 1];
    case 'mremap': return [action.to.first, action.to.last + 1];
    default: return [];
  }
}
