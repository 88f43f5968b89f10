/** What a system call was given. Set by `system-calls.ts`, read by the outermost list of the operation. */

import { registers } from '../engine/registers.js';

/** Registers of a whole operation; a system call sets those that it needs. Most are of some operations only. */
export const op = {
  ...registers('op', [
    /** Address space it works on. */
    'mm',
    /** Pages first..last of its range; `page` moves through it. */
    'first',
    'last',
    'page',
    /** First observation it fills; -1: none. */
    'result',
    /** How often it is still to be repeated. */
    'times',
  ]),
  ...registers(
    'op',
    [
      /** 0 both, 1 low, 2 high. */
      'half',
      'value',
      /** 1: values read go to the observations. */
      'observed',
    ],
    ['load', 'store', 'dma-read', 'dma-write', 'file-write'],
  ),
  /** Handle slot, which moves with the pages; `lastSlot` is where it ends. */
  ...registers('op', ['slot'], ['gup', 'put', 'dma-read', 'dma-write']),
  ...registers('op', ['lastSlot'], ['put']),
  /** FOLL flags. */
  ...registers('op', ['flags'], ['gup']),
  /** Child process. */
  ...registers('op', ['child'], ['fork']),
  /** Destination page. */
  ...registers('op', ['to'], ['mremap']),
  ...registers('op', ['prot'], ['mmap', 'mprotect']),
  ...registers('op', ['advice'], ['madvise-fork']),
  /** Page-cache page. */
  ...registers('op', ['filePage'], ['file-read', 'file-write']),
  ...registers('op', ['vmaFlags', 'offset'], ['mmap']),
  /** Error to answer once the part of the range before it is done, a code of values.ts; 0 none. */
  ...registers('op', ['pending'], ['mprotect', 'madvise-dontneed', 'madvise-fork']),
};

/** Halves of a page as a register holds them. */
export const Halves = { both: 0, lo: 1, hi: 2 } as const;
