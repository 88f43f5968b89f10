/** Pieces of the sentences of errors. */

import { nearestNames } from './nearest.js';

/** `a, b or c`; a long list is cut. */
export function oneOf(names: readonly string[], limit = 40): string {
  if (names.length === 0) return 'a name that is declared; none is';
  if (names.length > limit) return `${names.slice(0, limit).join(', ')} … (${names.length} in all)`;
  return listed(names, 'or');
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1) ?? ''}`;
}

/** The hint that names the nearest of the known names; undefined where none is near. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = nearestNames(name, known);
  return near.length === 0 ? undefined : `did you mean ${oneOf(near.map((n) => `\`${n}\``))}?`;
}

/** What was said by somebody else, to be gone on with. */
export function withoutStop(text: string): string {
  return text.trimEnd().replace(/[.\n]+$/u, '');
}

/** With exactly one full stop. */
export function sentence(text: string): string {
  return `${withoutStop(text)}.`;
}

/** At most `width` characters, the last of them `…` where there were more. */
export function cutTo(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
