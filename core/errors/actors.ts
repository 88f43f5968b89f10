/** Actors that cannot act so, and handles that cannot be used so. */

import { CowlabError } from './cowlab-error.js';

/** @param taken where it is taken */
export function usedBeforeTaken(handle: string, taken: string, where: string): CowlabError {
  return new CowlabError('COW008', `Handle \`${handle}\` is used before it is taken.`, {
    where,
    expected: `a use after ${taken}`,
  });
}

/** @param kind how it was taken: `pin` @param op what drops it: `put` @param right what would: `unpin` */
export function droppedAsOther(handle: string, kind: string, op: string, right: string, where: string): CowlabError {
  return new CowlabError('COW116', `\`${handle}\` is taken by \`${kind}\` and cannot be dropped by \`${op}\`.`, {
    where,
    expected: `\`${right}: ${handle}\``,
  });
}

/** A device store through a handle that was taken for reading. */
export function storedThroughReading(handle: string, where: string): CowlabError {
  return new CowlabError('COW117', `\`${handle}\` is for reading, and a device cannot store through it.`, {
    where,
    expected: 'a handle taken with `write: true`',
  });
}

/** @param process that of the actor */
export function actsBeforeFork(actor: string, process: string, where: string): CowlabError {
  return new CowlabError('COW009', `\`${actor}\` acts before \`${process}\` is forked.`, {
    where,
    expected: 'a process forked by an earlier step',
  });
}

/** @param reserved names of actors that nobody forks */
export function reservedName(name: string, reserved: readonly string[], where: string): CowlabError {
  return new CowlabError('COW118', `\`${name}\` cannot be the name of a forked process.`, {
    where,
    expected: `a name other than ${reserved.join(', ')}`,
  });
}

/** @param forked the process from which the actor comes */
export function forksItsOrigin(actor: string, forked: string, where: string): CowlabError {
  return new CowlabError('COW119', `\`${actor}\` forks \`${forked}\` but comes from it.`, {
    where,
    expected: 'processes that all come from P',
  });
}

/** A device or kernel thread does what only a process can. */
export function noMemoryToActOn(actor: string, op: string, where: string): CowlabError {
  return new CowlabError('COW200', `\`${actor}\` has no memory of its own to \`${op}\`.`, {
    where,
    expected: 'a process or a thread of one',
  });
}
