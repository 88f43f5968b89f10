/** The pages of settings of memory, files and machine that contradict each other. */

import {
  dirtyTrackedOnTmpfs,
  fileOfOtherBacking,
  fileTooShort,
  remoteBatchOfOneCpu,
  tooFewFrames,
  sharedMemoryOnDisk,
  sharedZeroPage,
  touchedZeroPage,
  unreadableZeroPage,
} from '../memory.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';

/** Meaning, remedy and examples, by code. */
export const memoryPages = {
  COW205: {
    meaning:
      'A file has `dirty-tracked: true` and `fs: tmpfs`. Nobody writes a memory file back, so nobody asks which of its pages are dirty.',
    remedy: 'Leave one of the two out.',
    examples: [dirtyTrackedOnTmpfs('data', line)],
  },
  COW206: {
    meaning: 'An area maps more pages than its file has.',
    remedy: 'Give the file as many pages, or the area fewer.',
    examples: [fileTooShort({ name: 'buf', pages: 2 }, { name: 'data', pages: 1 }, line)],
  },
  COW207: {
    meaning: '`backing: shmem` is shared memory, which lies in files on tmpfs; this file is on a disk.',
    remedy: 'Write `backing: file`, or give the file `fs: tmpfs`.',
    examples: [sharedMemoryOnDisk('buf', 'data', line)],
  },
  COW208: {
    meaning: 'An area names a file, but its memory does not come from one. Without `backing` memory is anonymous.',
    remedy: 'Add `backing: file` or `backing: shmem`, or leave the file out.',
    examples: [fileOfOtherBacking('buf', 'anon', line)],
  },
  COW209: {
    meaning: '`backing: zero` is memory that was only read so far and maps the zero page; `touched` says that it was written.',
    remedy: 'Leave `touched` out, or write `backing: anon`.',
    examples: [touchedZeroPage('buf', line)],
  },
  COW210: {
    meaning: '`backing: zero` maps the zero page, which shared memory never does: it has pages of its own.',
    remedy: 'Leave `shared` out, or write `backing: shmem`.',
    examples: [sharedZeroPage('buf', line)],
  },
  COW211: {
    meaning:
      'P reads an area with `backing: zero` before the first step, so that it maps the zero page; `prot: none` forbids that.',
    remedy: 'Write `prot: r`, and take the right away in a step (`mprotect`).',
    examples: [unreadableZeroPage('buf', line)],
  },
  COW212: {
    meaning: '`lru-batch: remote` is a batch on another CPU than that of P, and `cpus` says that there is one.',
    remedy: 'Write `cpus: 2`, or `lru-batch: local`.',
    examples: [remoteBatchOfOneCpu(line)],
  },
  COW300: {
    meaning:
      '`frames` is how many frames the machine has in all. Pages of files are in the page cache from the beginning, `touched` areas have been written, and the page tables of these and of `zero` areas are there: that is more already.',
    remedy: 'Write at least as many frames as `expected` says; what the steps need comes on top.',
    examples: [tooFewFrames(2, 3, line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
