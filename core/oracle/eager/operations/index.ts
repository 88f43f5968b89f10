/** Operations by name, as the eager machine performs them. The compiler names this table when one is missing in it. */

import type { Operation, OperationName } from '../../../program/program.js';
import { dmaWrite } from './dma-write.js';
import { exec } from './exec.js';
import { exit } from './exit.js';
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
import type { Performed } from './performed.js';
import { drop } from './put-unpin-dio-end.js';
import { readThrough } from './read-ref-dma-read.js';
import { read } from './read.js';
import { wait } from './wait.js';
import { write } from './write.js';

type Table = { readonly [Op in OperationName]: Performed<Op> };

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

/** What the eager machine knows of an operation: its name is its own, so what it finds here is for it. */
export function performed({ action }: Pick<Operation, 'action'>): Performed<OperationName> {
  return table[action.op];
}
