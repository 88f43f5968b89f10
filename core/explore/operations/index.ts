/** Operations by name, as the explorer runs them. The compiler names this table when one is missing in it. */

import type { Operation, OperationName } from '../../program/program.js';
import { dmaWrite } from './dma-write.js';
import { exec } from './exec.js';
import { exit } from './exit.js';
import type { Explored } from './explored.js';
import { fileRead } from './file-read.js';
import { fileWrite } from './file-write.js';
import { fork } from './fork.js';
import { take } from './get-pin-dio.js';
import { lruDrain } from './lru-drain.js';
import { madvise } from './madvise.js';
import { mmap } from './mmap.js';
import { mprotect } from './mprotect.js';
import { mremap } from './mremap.js';
import { munmap } from './munmap.js';
import { drop } from './put-unpin-dio-end.js';
import { readThrough } from './read-ref-dma-read.js';
import { read } from './read.js';
import { wait } from './wait.js';
import { write } from './write.js';

type Table = { readonly [Op in OperationName]: Explored<Op> };

const table: Table = {
  write,
  read,
  fork,
  exit,
  exec,
  mmap,
  munmap,
  mprotect,
  madvise,
  mremap,
  get: take,
  pin: take,
  dio: take,
  put: drop,
  unpin: drop,
  'dio-end': drop,
  'read-ref': readThrough,
  'dma-read': readThrough,
  'dma-write': dmaWrite,
  'file-read': fileRead,
  'file-write': fileWrite,
  'lru-drain': lruDrain,
  wait,
};

/** What the explorer knows of an operation: its name is its own, so what it finds here is for it. */
export function explored({ action }: Operation): Explored<OperationName> {
  return table[action.op];
}
