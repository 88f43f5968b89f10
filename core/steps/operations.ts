/** All operations of the machine with their default lists. A policy may bind other orders of the same steps. */

import { anonymousFault } from './anonymous.js';
import { load, store } from './access.js';
import { copyPage } from './copy.js';
import { copyPageRange } from './copy-page-range.js';
import { dmaRead, dmaWrite, fileRead, fileWrite, lruDrain, wait } from './device.js';
import { exec, exit } from './exit.js';
import { handleMmFault, pageFault } from './fault.js';
import { fileFault } from './file.js';
import { fork } from './fork.js';
import { forkPte } from './fork-pte.js';
import { gupList } from './gup.js';
import { gupFast } from './gup-fast.js';
import { gupSlow } from './gup-slow.js';
import { adviseFork, dontneed, mmap, munmap } from './mmap.js';
import { movePtesList } from './move-ptes.js';
import { mprotect } from './mprotect.js';
import { mremap } from './mremap.js';
import { newAnonRmap } from './new-anon.js';
import { put } from './put.js';
import { reusePage } from './reuse.js';
import type { Operation } from './step.js';
import { zapRangeList } from './unmap.js';
import { ownAndLockTable } from './walk.js';

export const operations: readonly Operation[] = [
  load, store, pageFault, handleMmFault, anonymousFault, fileFault, reusePage, copyPage, newAnonRmap, ownAndLockTable,
  fork, copyPageRange, forkPte, gupList, gupFast, gupSlow, put,
  mmap, munmap, zapRangeList, mprotect, mremap, movePtesList, dontneed, adviseFork, exit, exec,
  dmaRead, dmaWrite, fileRead, fileWrite, lruDrain, wait,
];
