/** Operations that are not allowed where they stand, and the values they store. */

import { CowlabError } from './cowlab-error.js';

/** @param found `the number 0`, `the text "x"` */
export function wrongValue(found: string, expected: string, where: string): CowlabError {
  return new CowlabError('COW006', `The value of this store is ${found}.`, { where, expected });
}

/** @param first where the other store of it is */
export function valueStoredTwice(value: number, first: string, where: string): CowlabError {
  return new CowlabError('COW106', `The value ${value} is written twice; the first is at ${first}.`, {
    where,
    expected: 'a value of its own for each store',
    hint: 'every observation then names the store it saw',
  });
}

/** In a total order there is nothing to wait for. */
export function waitOutsideRace(where: string): CowlabError {
  return new CowlabError('COW010', '`wait` is used outside `race`.', { where, expected: 'a race: elsewhere the order is total' });
}

/** @param name the observation */
export function waitForLater(name: string, where: string): CowlabError {
  return new CowlabError('COW201', `\`wait\` waits for \`${name}\`, which only comes later.`, {
    where,
    expected: 'observations of other actors or of earlier operations',
  });
}

/** Why a second time would mean nothing, by operation. */
const once = {
  put: 'one put drops all that the handle holds',
  unpin: 'one unpin drops all that the handle holds',
  dio: 'each direct I/O has a handle of its own',
  'dio-end': 'each direct I/O ends once',
  fork: 'each process is named by its own fork',
  exit: 'a process exits once',
} as const;

/** An operation that is done once. */
export type Once = keyof typeof once;

/** @param where its `times` */
export function cannotRepeat(op: Once, where: string): CowlabError {
  return new CowlabError('COW202', `\`${op}\` cannot be repeated.`, { where, expected: 'no `times`', hint: once[op] });
}

/** It accumulates, which in a race would be several operations. @param where its `times` */
export function cannotRepeatInRace(op: string, where: string): CowlabError {
  return new CowlabError('COW203', `\`${op}\` cannot be repeated in a race.`, {
    where,
    expected: 'no `times`, or the step before the race',
  });
}

/** @param where the second one */
export function twoOperations(first: string, second: string, where: string): CowlabError {
  return new CowlabError('COW204', `One step has two operations, \`${first}\` and \`${second}\`.`, {
    where,
    expected: 'one operation per step',
  });
}
