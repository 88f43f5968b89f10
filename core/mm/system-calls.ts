/**
 * Where operations of a program enter the kernel, by their names: system calls, accesses, and what devices and kernel
 * threads do. Each puts an actor at the beginning of its list with its registers set. Programs (scenarios) and the simulator
 * (workloads) begin operations here and nowhere else.
 */

import type { Machine } from '../machine/machine.js';
import type { OperationName } from '../program/program.js';
import { beginDmaRead, beginDmaWrite } from './device.js';
import { beginExec, beginExit } from './exit.js';
import { beginFileRead, beginFileWrite } from './filemap/read-write.js';
import { beginFork } from './fork.js';
import { beginGup } from './gup/gup.js';
import { beginPut } from './gup/put.js';
import { beginLruDrain } from './lru-drain.js';
import { beginMadvise } from './madvise.js';
import { beginLoad, beginStore } from './memory/access.js';
import { beginMmap, beginMunmap } from './mmap.js';
import { beginMprotect } from './mprotect.js';
import { beginMremap } from './mremap.js';
import { beginWait } from './wait.js';

/** The compiler names this table when an operation is missing in it. */
export const systemCalls = {
  write: beginStore,
  read: beginLoad,
  fork: beginFork,
  exit: beginExit,
  exec: beginExec,
  mmap: beginMmap,
  munmap: beginMunmap,
  mprotect: beginMprotect,
  madvise: beginMadvise,
  mremap: beginMremap,
  get: beginGup,
  pin: beginGup,
  dio: beginGup,
  put: beginPut,
  unpin: beginPut,
  'dio-end': beginPut,
  'read-ref': beginDmaRead,
  'dma-read': beginDmaRead,
  'dma-write': beginDmaWrite,
  'file-read': beginFileRead,
  'file-write': beginFileWrite,
  'lru-drain': beginLruDrain,
  wait: beginWait,
} as const satisfies { readonly [Op in OperationName]: (m: Machine, a: number, ...given: never) => void };
