/** mremap(2) over what may be several areas: kernels differ, and the machine does not merge areas as they do. */

import { notBuilt } from '../errors.js';
import type { Mistakes } from '../mistakes.js';
import type { Action } from '../program.js';
import { mayPrecede } from './draft.js';
import type { BuiltDraft } from './shared-files.js';

/**
 * Adds to the mistakes an mremap of several pages that another operation may have set apart before. Up to 6.16 it answers EFAULT where the
 * pages lie in several areas (vma_to_resize), from 6.17 on it moves them; and areas that are alike again are one area to a
 * kernel, which merges them. Holes are no question: EFAULT everywhere. COW011.
 */
export function refuseSplitMoves(built: readonly BuiltDraft[], mistakes: Mistakes): void {
  for (const { draft, operations: [{ action, where }] } of built) {
    if (action.op !== 'mremap') continue;
    const { first, last } = action.place;
    const apart = built.filter((other) => mayPrecede(other.draft, draft)).flatMap(({ operations }) => operations)
      .find((other) => cutsOf(other.action).some((cut) => first < cut && cut <= last));
    if (apart === undefined) continue;
    const what = `\`mremap\` of pages that may be several areas (set apart at ${apart.where})`;
    mistakes.add(notBuilt(what, where, 'one `mremap` for each page'));
  }
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
