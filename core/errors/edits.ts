/** Edits of step lists that cannot be applied. */

import { CowlabError } from './cowlab-error.js';
import type { Refused } from './definitions.js';

/** @param lists the names of those that there are */
export function ordersNoList({ id, origin }: Refused, list: string, lists: readonly string[]): CowlabError {
  return new CowlabError('COW061', `The policy \`${id}\` orders the steps of \`${list}\`.`, {
    where: origin,
    expected: `one of ${lists.join(', ')}`,
  });
}

/** @param edit as it was written @param missing the name that it needs @param names of the list before it */
export function editsWhatIsNotThere(
  { id, origin }: Refused,
  list: string,
  edit: string,
  missing: string,
  names: readonly string[],
): CowlabError {
  return new CowlabError('COW060', `The policy \`${id}\` edits \`${list}\` by \`${edit}\`, but has no \`${missing}\` there.`, {
    where: origin,
    expected: `one of ${names.join(', ')}; or \`.ifThere()\` behind the edit`,
  });
}

/** The second edits names that the first brings or takes, or the other way round. */
export function editsWhatOtherChanges(one: Refused, other: Refused, list: string): CowlabError {
  return new CowlabError(
    'COW067',
    `The policy \`${other.id}\` edits what \`${one.id}\` takes out of, or puts into, \`${list}\`.`,
    apart(one, other),
  );
}

/** Which comes first would decide. */
export function editsSamePlace(one: Refused, other: Refused, list: string): CowlabError {
  return new CowlabError(
    'COW068',
    `The policy \`${other.id}\` edits the same place as \`${one.id}\` in \`${list}\`.`,
    apart(one, other),
  );
}

/** Each of them has a step of that name for the list, and only one can stand in it. */
export function bringsSameStep(one: Refused, other: Refused, list: string, step: string): CowlabError {
  return new CowlabError(
    'COW081',
    `The policy \`${other.id}\` brings a step \`${step}\` of \`${list}\`, as \`${one.id}\` does.`,
    apart(one, other),
  );
}

/** @param edit as it was written */
export function editsNothing(edit: string): CowlabError {
  return new CowlabError('COW082', `The edit \`${edit}\` does not say which lines of a list it is about.`, {
    expected: 'names of steps, and of labels with a colon behind them; of `move` and `swap` two that differ',
  });
}

function apart(one: Refused, other: Refused): { readonly where: string | undefined; readonly expected: string } {
  return {
    where: other.origin ?? one.origin,
    expected: `variants that do not depend on which comes first: not \`${one.id}\` and \`${other.id}\` together`,
  };
}

/** @param path the lists, from one to itself */
export function listsNestInThemselves({ id, origin }: Refused, path: readonly string[]): CowlabError {
  return new CowlabError('COW062', `The policy \`${id}\` nests ${path.join(' → ')}.`, {
    where: origin,
    expected: 'lists that do not call themselves',
  });
}
