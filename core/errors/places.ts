/** Places that cannot be read, lie beyond what there is, or do not fit the operation. */

import { CowlabError } from './cowlab-error.js';

/** @param forms how a place may be written */
export function notAPlace(text: string, forms: string, where: string): CowlabError {
  const hint = /\s/u.test(text) ? 'a place has no spaces' : undefined;
  return new CowlabError('COW007', `\`${text}\` is not a place.`, { where, expected: forms, hint });
}

function pagesInWords(owner: string, count: number): string {
  return count === 1 ? `page 0, the only page of \`${owner}\`` : `pages 0 to ${count - 1} of \`${owner}\``;
}

/** @param owner the area, file or handle @param count of its pages */
export function noSuchPage(owner: string, page: number, count: number, where: string): CowlabError {
  return new CowlabError('COW107', `\`${owner}\` has no page ${page}.`, { where, expected: pagesInWords(owner, count) });
}

/** `buf[1..0]`. @param count of the pages of `owner` */
export function rangeBackwards(
  owner: string,
  { first, last }: { readonly first: number; readonly last: number },
  count: number,
  where: string,
): CowlabError {
  return new CowlabError('COW108', `The range ${first}..${last} of \`${owner}\` ends before it begins.`, {
    where,
    expected: pagesInWords(owner, count),
  });
}

const wholePages = 'a place without `.lo` or `.hi`';

/** @param text the place @param op the operation that works on whole pages */
export function halfOfWholePages(text: string, op: string, where: string): CowlabError {
  return new CowlabError('COW109', `\`${text}\` is half a page, but \`${op}\` works on whole pages.`, {
    where,
    expected: wholePages,
  });
}

/** What is observed at the end is a page. */
export function halfInFinal(where: string): CowlabError {
  return new CowlabError('COW110', '`final` takes both halves of a page.', { where, expected: wholePages });
}

/** `C:h` for a handle, `C:data` for a file. */
export function processBefore(kind: 'file' | 'handle', where: string): CowlabError {
  const [named, forms] = kind === 'file' ? ['A file', '`file` or `file[page]`'] : ['A handle', '`h` or `h[page]`'];
  return new CowlabError('COW111', `${named} belongs to no process.`, { where, expected: forms });
}

/** `- P: C:buf`. */
export function processInFinal(process: string, name: string, where: string): CowlabError {
  return new CowlabError('COW112', 'The process is the key here.', { where, expected: `\`- ${process}: ${name}\`` });
}

/** @param where the second place */
export function movedToOtherSize(where: string): CowlabError {
  return new CowlabError('COW113', '`mremap` moves between places of different size.', {
    where,
    expected: 'as many pages as are moved',
  });
}

/** @param where the second place */
export function movedOntoItself(where: string): CowlabError {
  return new CowlabError('COW114', '`mremap` moves between places that overlap.', {
    where,
    expected: 'a place apart from the first',
  });
}

/** @param text the place */
export function partOfMapping(text: string, where: string): CowlabError {
  return new CowlabError('COW115', `\`mmap\` maps a whole area, \`${text}\` is a part of one.`, {
    where,
    expected: 'the name of an area',
  });
}
