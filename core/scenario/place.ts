/** A place as text: `area`, `area[page]`, `area[first..last]`, with `.lo` or `.hi`, and `PROC:` before. */

import { noSuchPage, notAPlace, rangeBackwards } from '../errors/errors.js';
import type { Half } from '../program/program.js';

const name = '[A-Za-z][A-Za-z0-9_-]*';

/** What a name looks like, as a regular expression for the whole text. */
export const namePattern = new RegExp(`^${name}$`, 'u');

/** What a place looks like, as a regular expression for the whole text. */
export const placePattern = new RegExp(
  `^(?:(${name}):)?(${name})(?:\\[([0-9]{1,9})(?:\\.\\.([0-9]{1,9}))?\\])?(?:\\.(lo|hi))?$`,
  'u',
);

/** How a place may be written, for messages. */
export const placeForms = '`area`, `area[page]` or `area[first..last]`, with `.lo` or `.hi` behind it for half a page';

/** A place as written. Pages count from the start of the area, file or handle. */
export interface PlaceText {
  /** `PROC` of `PROC:place`. */
  readonly process: string | undefined;
  readonly name: string;
  /** Undefined: all pages. */
  readonly pages: { readonly first: number; readonly last: number } | undefined;
  readonly half: Half;
}

/** @throws {CowlabError} COW007 when the text is no place. */
export function parsePlace(text: string, where: string): PlaceText {
  const found = placePattern.exec(text);
  const area = found?.[2];
  if (!found || area === undefined) throw notAPlace(text, placeForms, where);
  const first = found[3] === undefined ? undefined : Number(found[3]);
  const last = found[4] === undefined ? first : Number(found[4]);
  return {
    process: found[1],
    name: area,
    pages: first === undefined || last === undefined ? undefined : { first, last },
    half: halfOf(found[5]),
  };
}

function halfOf(suffix: string | undefined): Half {
  return suffix === 'lo' || suffix === 'hi' ? suffix : 'both';
}

/**
 * The pages a place means, of `count`: all when it has no index.
 * @throws {CowlabError} COW107 when they are out of range, COW108 when they are the wrong way round.
 */
export function pagesOf(place: PlaceText, count: number, where: string): { readonly first: number; readonly last: number } {
  const { pages, name: owner } = place;
  if (pages === undefined) return { first: 0, last: count - 1 };
  if (pages.first > pages.last) throw rangeBackwards(owner, pages, count, where);
  if (pages.last >= count) throw noSuchPage(owner, pages.last, count, where);
  return pages;
}
