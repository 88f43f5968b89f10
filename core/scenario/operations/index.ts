/** Operations by name, as the loader reads them. The compiler names this table when one is missing in it. */

import type { OperationName } from '../../program/program.js';
import { dmaWrite } from './dma-write.js';
import { exec } from './exec.js';
import { exit } from './exit.js';
import { fileRead } from './file-read.js';
import { fileWrite } from './file-write.js';
import { fork } from './fork.js';
import { dio, get, pin } from './get-pin-dio.js';
import { lruDrain } from './lru-drain.js';
import { madvise } from './madvise.js';
import { mmap } from './mmap.js';
import { mprotect } from './mprotect.js';
import { mremap } from './mremap.js';
import { munmap } from './munmap.js';
import { dioEnd, put, unpin } from './put-unpin-dio-end.js';
import { dmaRead, readRef } from './read-ref-dma-read.js';
import { read } from './read.js';
import { wait } from './wait.js';
import { write } from './write.js';
import type { Written } from './written.js';

type Table = { readonly [Op in OperationName]: Written };

/** In the order in which they are offered. */
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
  get,
  pin,
  put,
  unpin,
  'read-ref': readRef,
  'dma-read': dmaRead,
  'dma-write': dmaWrite,
  dio,
  'dio-end': dioEnd,
  'file-read': fileRead,
  'file-write': fileWrite,
  'lru-drain': lruDrain,
  wait,
};

/** What the loader knows of an operation. */
export function written(op: OperationName): Written {
  return table[op];
}

/** Does this machine have an operation of that name? The loader refuses the rest by name. */
export function isSupported(name: string): name is OperationName {
  return Object.hasOwn(table, name);
}

/** What each operation that the machine has may be written with. */
export const supportedSchemas = Object.fromEntries(Object.entries(table).map(([op, { schema }]) => [op, schema])) as Readonly<
  Record<OperationName, Written['schema']>
>;
