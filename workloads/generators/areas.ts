import type { Mapping } from '../../core/program/workload.js';

/** Kinds of memory every program has. */
export const anonymous: Mapping = { backing: 'anon', shared: false, prot: 'rw' };

/** MAP_SHARED | MAP_ANONYMOUS, and System V shared memory. */
export const sharedAnonymous: Mapping = { backing: 'shmem', shared: true, prot: 'rw' };

/** The code of a program or library: a private, read-only part of a file. */
export function code(file: number, fileOffset = 0): Mapping {
  return { backing: 'file', shared: false, prot: 'r', file, fileOffset };
}

/** The initialised data of a program, or a file mapped to be changed in memory only. */
export function privateFile(file: number, fileOffset = 0): Mapping {
  return { backing: 'file', shared: false, prot: 'rw', file, fileOffset };
}
