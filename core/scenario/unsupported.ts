/** Operations that the format knows and this machine lacks: the loader refuses them by name, an editor offers them. */

import * as z from 'zod/mini';
import { operationSchema } from './operation-schema.js';
import { name, place, value } from './schema-words.js';

/** Their schemas by name: what is written is checked before it is refused. */
export const unsupportedOperations = {
  'soft-dirty': operationSchema('Soft-dirty bit', 'Observe the soft-dirty bit', { 'soft-dirty': place }),
  'uffd-wp': operationSchema('UFFDIO_WRITEPROTECT', 'Write-protect by userfaultfd', { 'uffd-wp': place }),
  'uffd-resolve': operationSchema('UFFDIO_WRITEPROTECT, mode 0', 'Lift the write protection', { 'uffd-resolve': place }),
  'uffd-continue': operationSchema('UFFDIO_CONTINUE', 'Map the page-cache page', { 'uffd-continue': place }),
  'uffd-copy': operationSchema('UFFDIO_COPY', 'Fill the page', { 'uffd-copy': place, value }),
  'uffd-move': operationSchema('UFFDIO_MOVE', 'Move the page', { 'uffd-move': place, to: place }),
  poke: operationSchema("Store in others' memory", 'ptrace or /proc/PID/mem (FOLL_FORCE)', { poke: place, value }),
  peek: operationSchema("Load from others' memory", 'ptrace or /proc/PID/mem (FOLL_FORCE)', { peek: place }),
  'swap-out': operationSchema('Swap out', 'Add to the swap cache, unmap, write back', { 'swap-out': place }),
  merge: operationSchema('KSM', 'Merge identical pages', {
    merge: z.array(place, { error: 'a list of two places' }).check(z.length(2, { error: 'a list of two places' })),
  }),
  migrate: operationSchema('Migrate', 'Move the frame elsewhere', { migrate: place }),
  collapse: operationSchema('Collapse', 'Collapse base pages into a huge page', { collapse: place }),
  split: operationSchema('Split', 'Split the folio', { split: place }),
  'split-pmd': operationSchema('Split the PMD', 'Map a huge page by PTEs', { 'split-pmd': place }),
  'numa-hint': operationSchema('NUMA hint', 'Make the PTE a NUMA hint', { 'numa-hint': place }),
  'clear-refs': operationSchema('clear_refs', 'Clear soft-dirty bits of a process', { 'clear-refs': name }),
  writeback: operationSchema('Writeback', 'Write the file back', { writeback: name }),
  'writeback-start': operationSchema('Writeback begins', 'Start writing the file back', { 'writeback-start': name }),
  'writeback-end': operationSchema('Writeback ends', 'Finish writing the file back', { 'writeback-end': name }),
  'strip-buffers': operationSchema('Strip buffers', 'Take the buffers off the pages of the file', { 'strip-buffers': name }),
  truncate: operationSchema('Truncate', 'Truncate the file', { truncate: name }),
  'device-exclusive': operationSchema('Device-exclusive', 'Make the PTE device-exclusive', { 'device-exclusive': place }),
  atomic: operationSchema('Atomic store', "The device's atomic store", { atomic: place, value }),
  'lock-page': operationSchema('Lock the page', 'Hold the page lock, to create contention', { 'lock-page': place }),
  'unlock-page': operationSchema('Unlock the page', "Release this actor's page lock", { 'unlock-page': place }),
} as const;
