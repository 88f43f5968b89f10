/** Data that is not of the shape which belongs there. */

import { CowlabError } from './cowlab-error.js';

/** @param part the thing, as a sentence begins with it (`` `memory.buf.pages` ``) @param found `the number 0`, `a list` */
export function wrongShape(part: string, found: string, expected: string, where: string): CowlabError {
  return new CowlabError('COW002', `${part} is ${found}.`, { where, expected });
}

/** A required key is not there. */
export function missingKey(owner: string, key: string, expected: string, where: string): CowlabError {
  return new CowlabError('COW100', `${owner} has no \`${key}\`.`, { where, expected });
}

/** A key of a map whose keys are names, which is none. */
export function forbiddenKey(key: string, expected: string, where: string): CowlabError {
  return new CowlabError('COW101', `The key \`${key}\` is not a name that is allowed here.`, { where, expected });
}

/** @param part `A step` @param keys the first two */
export function severalEntries(
  part: string,
  [first, second]: readonly [string, string],
  expected: string,
  where: string,
): CowlabError {
  return new CowlabError('COW102', `${part} is a map with several keys, \`${first}\` and \`${second}\`.`, { where, expected });
}

/** @param part `A step`, `` `memory` `` */
export function noEntry(part: string, expected: string, where: string): CowlabError {
  return new CowlabError('COW103', `${part} is empty.`, { where, expected });
}

/** `1:`, `true:`, `[a]:`. */
export function keyNotText(where: string): CowlabError {
  return new CowlabError('COW104', 'A key is not a text.', { where, expected: 'a name (in quotes if it looks like a number)' });
}

/** Objects of JavaScript have a prototype, and would lose this key. */
export function keyOfPrototype(where: string): CowlabError {
  return new CowlabError('COW105', 'A key is the word `__proto__`.', { where, expected: 'any other name' });
}
