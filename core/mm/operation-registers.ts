/** What a system call was given. Set by `system-calls.ts`, read by the outermost list of the operation. */

import { registers } from '../engine/registers.js';

/** Registers of a whole operation; a system call sets those that it needs. */
export const op = registers('op', [
  /** Address space it works on. */
  'mm',
  /** Pages first..last of its range; `page` moves through it. */
  'first',
  'last',
  'page',
  /** 0 both, 1 low, 2 high. */
  'half',
  'value',
  /** First observation it fills; -1: none. */
  'result',
  /** 1: values read go to the observations. */
  'observed',
  /** First and last handle slot. */
  'slot',
  'lastSlot',
  /** FOLL flags. */
  'flags',
  /** How often it is still to be repeated. */
  'times',
  /** Child process, destination page, protection, advice, page-cache page: whichever it needs. */
  'child',
  'to',
  'prot',
  'advice',
  'filePage',
  'vmaFlags',
  'offset',
  /** Error to answer once the part of the range before it is done, a code of values.ts; 0 none. */
  'pending',
]);

/** Halves of a page as a register holds them. */
export const Halves = { both: 0, lo: 1, hi: 2 } as const;
