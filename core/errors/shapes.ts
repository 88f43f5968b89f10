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

const oneActor = 'one actor and its operation: `- P: { write: buf, value: 1 }`';
const oneFinal = 'one process and one place: `- P: buf`';

/** The first two keys of a map that must have one. */
type TwoKeys = readonly [string, string];

/** A step is one actor and what it does. */
export function severalActors([first, second]: TwoKeys, where: string): CowlabError {
  return new CowlabError('COW102', `A step is a map with several keys, \`${first}\` and \`${second}\`.`, {
    where,
    expected: oneActor,
  });
}

/** An entry of `final` is one process and one place. */
export function severalFinals([first, second]: TwoKeys, where: string): CowlabError {
  return new CowlabError('COW219', `An observation of \`final\` is a map with several keys, \`${first}\` and \`${second}\`.`, {
    where,
    expected: oneFinal,
  });
}

/** `- {}` among the steps. */
export function emptyStep(where: string): CowlabError {
  return new CowlabError('COW103', 'A step is empty.', { where, expected: oneActor });
}

/** `- P: {}`. */
export function emptyOperation(where: string): CowlabError {
  return new CowlabError('COW216', 'This operation is empty.', { where, expected: 'one operation: `{ write: buf, value: 1 }`' });
}

/** `- {}` in `final`. */
export function emptyFinal(where: string): CowlabError {
  return new CowlabError('COW217', 'An observation of `final` is empty.', { where, expected: oneFinal });
}

/** `memory: {}`. */
export function emptyMemory(where: string): CowlabError {
  return new CowlabError('COW218', '`memory` is empty.', { where, expected: 'at least one area: `{ buf: { pages: 1 } }`' });
}

/** `1:`, `true:`, `[a]:`. */
export function keyNotText(where: string): CowlabError {
  return new CowlabError('COW104', 'A key is not a text.', { where, expected: 'a name (in quotes if it looks like a number)' });
}

/** Objects of JavaScript have a prototype, and would lose this key. */
export function keyOfPrototype(where: string): CowlabError {
  return new CowlabError('COW105', 'A key is the word `__proto__`.', { where, expected: 'any other name' });
}
