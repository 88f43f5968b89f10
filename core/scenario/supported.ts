/** What this machine has of the scenario format. The loader refuses the rest by name. */

import type { Advice, OperationName } from '../program/program.js';

/** A record, so that the compiler finds an operation that is missing here. */
const operations: Record<OperationName, true> = {
  write: true, read: true, fork: true, exit: true, exec: true,
  mmap: true, munmap: true, mprotect: true, madvise: true, mremap: true,
  get: true, pin: true, dio: true, put: true, unpin: true, 'dio-end': true,
  'read-ref': true, 'dma-read': true, 'dma-write': true,
  'file-read': true, 'file-write': true, 'lru-drain': true, wait: true,
};

/** Can the machine do this operation of the format? */
export function isBuiltOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

const advices: readonly Advice[] = ['dontneed', 'dontfork', 'dofork', 'wipeonfork'];

/** Can the machine take this advice? */
export function isBuiltAdvice(advice: Advice): boolean {
  return advices.includes(advice);
}
