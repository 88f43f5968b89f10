/** All operations of the machine with their default lists. A policy may bind other orders of the same steps. */

import { anonymousFault } from './memory/anonymous-fault.js';
import { load, store } from './memory/access.js';
import { copyPage } from './memory/copy-page.js';
import { copyPageRange } from './memory/copy-page-range.js';
import { dmaRead, dmaWrite } from './device.js';
import { exec, exit } from './exit.js';
import { handleMmFault, pageFault } from './memory/fault.js';
import { fileFault } from './memory/file-fault.js';
import { fileRead, fileWrite } from './filemap/read-write.js';
import { fork } from './fork.js';
import { forkPte } from './memory/fork-pte.js';
import { gupList } from './gup/gup.js';
import { gupFast } from './gup/gup-fast.js';
import { gupSlow } from './gup/gup-slow.js';
import { lruDrain } from './lru-drain.js';
import { adviseFork, dontneed } from './madvise.js';
import { mmap, munmap } from './mmap.js';
import { movePtesBack, movePtesList } from './move-ptes.js';
import { mprotect } from './mprotect.js';
import { mremap } from './mremap.js';
import { newAnonRmap } from './rmap/new-anon-rmap.js';
import { put } from './gup/put.js';
import { reusePage } from './memory/reuse-page.js';
import type { Operation } from '../engine/step.js';
import { zapRangeList } from './memory/zap-range.js';
import { ownAndLockTable } from './memory/own-and-lock-table.js';
import { wait } from './wait.js';

/** Every list of the machine. An operation that is not here does not exist. */
export const operations: readonly Operation[] = [
  load,
  store,
  pageFault,
  handleMmFault,
  anonymousFault,
  fileFault,
  reusePage,
  copyPage,
  newAnonRmap,
  ownAndLockTable,
  fork,
  copyPageRange,
  forkPte,
  gupList,
  gupFast,
  gupSlow,
  put,
  mmap,
  munmap,
  zapRangeList,
  mprotect,
  mremap,
  movePtesList,
  movePtesBack,
  dontneed,
  adviseFork,
  exit,
  exec,
  dmaRead,
  dmaWrite,
  fileRead,
  fileWrite,
  lruDrain,
  wait,
];
