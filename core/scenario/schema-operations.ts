/** Every operation of the scenario format as a schema: one strict map per operation, keyed by its own name. */

import * as z from 'zod/mini';
import {
  advice,
  choice,
  filePlace,
  flag,
  handle,
  handlePlace,
  integer,
  name,
  place,
  prot,
  value,
  yes,
} from './schema-words.js';

/** Keys every operation may have. */
const common = {
  as: z.optional(name.check(z.meta({ description: 'Observation: the value read, `ok`, or the error' }))),
  times: z.optional(
    integer(1, 65_536, 'a number of repetitions from 1 to 65536').check(z.meta({ description: 'Repeat this step' })),
  ),
};

/** Keys of the operations that take a reference: the handle must have a name, or nobody could drop it. */
const taking = {
  ...common,
  as: name.check(z.meta({ description: 'Handle: the name of the reference or pin; observes `ok` or the error' })),
};

function operation<Shape extends z.core.$ZodShape, Common extends z.core.$ZodShape = typeof common>(
  title: string,
  description: string,
  shape: Shape,
  others?: Common,
): z.ZodMiniObject<Shape & Common, z.core.$strict> {
  const keys = { ...shape, ...(others ?? common) } as Shape & Common;
  return z
    .strictObject(keys, {
      error: `a map with ${Object.keys(keys)
        .map((key) => `\`${key}\``)
        .join(', ')}`,
    })
    .check(z.meta({ title, description }));
}

/** By operation of the format, the keys it may have. */
export const operationSchemas = {
  write: operation('Store', 'Store the value in every page of the place', { write: place, value }),
  read: operation('Load', 'Load every page of the place; observed with `as`', { read: place }),
  fork: operation('fork(2)', 'Create a process; `as` observes ok or the error', { fork: name }),
  exit: operation('exit(2)', 'All mappings go; references and pins stay until put', { exit: yes() }),
  exec: operation('execve(2)', 'All mappings go, the process lives', { exec: yes() }),
  mmap: operation('mmap(2)', 'Map a declared area again, fresh', { mmap: place }),
  munmap: operation('munmap(2)', 'Unmap the pages', { munmap: place }),
  mprotect: operation('mprotect(2)', 'Change the protection of the pages', { mprotect: place, prot }),
  madvise: operation('madvise(2)', 'Give advice about the pages', { madvise: place, advice }),
  mremap: operation('mremap(2)', 'Move pages within the process', { mremap: place, to: place }),
  get: operation(
    'FOLL_GET',
    'Take a reference, as vmsplice does',
    {
      get: place,
      write: flag('Writable, as direct I/O before 6.5'),
    },
    taking,
  ),
  pin: operation(
    'FOLL_PIN',
    'Pin the pages',
    {
      pin: place,
      write: flag('FOLL_WRITE'),
      longterm: flag('FOLL_LONGTERM'),
      force: flag('FOLL_FORCE'),
      path: z.optional(
        choice(['fast', 'slow', 'any'], 'Lockless, with locks, or lockless and then with locks (default)'),
      ),
    },
    taking,
  ),
  put: operation('put_page', 'Drop a reference', { put: handle, dirty: flag('Mark the pages dirty first') }),
  unpin: operation('unpin_user_page', 'Drop a pin', { unpin: handle, dirty: flag('Mark the pages dirty first') }),
  'read-ref': operation('Read through a handle', 'Read what the reference or pin shows', { 'read-ref': handlePlace }),
  'dma-read': operation('Device load', 'The device reads through the pin or reference', { 'dma-read': handlePlace }),
  'dma-write': operation('Device store', 'The device stores through the pin or writable reference', {
    'dma-write': handlePlace,
    value,
  }),
  dio: operation(
    'Direct I/O begins',
    'A direct-I/O read into the place: pinned or referenced, writable',
    { dio: place },
    taking,
  ),
  'dio-end': operation('Direct I/O ends', 'Finish the direct I/O', { 'dio-end': handle }),
  'file-read': operation('read(2)', 'Read pages of the file', { 'file-read': filePlace }),
  'file-write': operation('write(2)', 'Write pages of the file', { 'file-write': filePlace, value }),
  'lru-drain': operation('lru_add_drain_all', 'Flush the LRU batches of all CPUs', { 'lru-drain': yes() }),
  wait: operation('Wait', 'In a race: wait until these observations exist', {
    wait: z
      .array(name, { error: 'a list of observations' })
      .check(z.minLength(1, { error: 'at least one observation' })),
  }),
  'soft-dirty': operation('Soft-dirty bit', 'Observe the soft-dirty bit', { 'soft-dirty': place }),
  'uffd-wp': operation('UFFDIO_WRITEPROTECT', 'Write-protect by userfaultfd', { 'uffd-wp': place }),
  'uffd-resolve': operation('UFFDIO_WRITEPROTECT, mode 0', 'Lift the write protection', { 'uffd-resolve': place }),
  'uffd-continue': operation('UFFDIO_CONTINUE', 'Map the page-cache page', { 'uffd-continue': place }),
  'uffd-copy': operation('UFFDIO_COPY', 'Fill the page', { 'uffd-copy': place, value }),
  'uffd-move': operation('UFFDIO_MOVE', 'Move the page', { 'uffd-move': place, to: place }),
  poke: operation("Store in others' memory", 'ptrace or /proc/PID/mem (FOLL_FORCE)', { poke: place, value }),
  peek: operation("Load from others' memory", 'ptrace or /proc/PID/mem (FOLL_FORCE)', { peek: place }),
  'swap-out': operation('Swap out', 'Add to the swap cache, unmap, write back', { 'swap-out': place }),
  merge: operation('KSM', 'Merge identical pages', {
    merge: z.array(place, { error: 'a list of two places' }).check(z.length(2, { error: 'a list of two places' })),
  }),
  migrate: operation('Migrate', 'Move the frame elsewhere', { migrate: place }),
  collapse: operation('Collapse', 'Collapse base pages into a huge page', { collapse: place }),
  split: operation('Split', 'Split the folio', { split: place }),
  'split-pmd': operation('Split the PMD', 'Map a huge page by PTEs', { 'split-pmd': place }),
  'numa-hint': operation('NUMA hint', 'Make the PTE a NUMA hint', { 'numa-hint': place }),
  'clear-refs': operation('clear_refs', 'Clear soft-dirty bits of a process', { 'clear-refs': name }),
  writeback: operation('Writeback', 'Write the file back', { writeback: name }),
  'writeback-start': operation('Writeback begins', 'Start writing the file back', { 'writeback-start': name }),
  'writeback-end': operation('Writeback ends', 'Finish writing the file back', { 'writeback-end': name }),
  'strip-buffers': operation('Strip buffers', 'Take the buffers off the pages of the file', { 'strip-buffers': name }),
  truncate: operation('Truncate', 'Truncate the file', { truncate: name }),
  'device-exclusive': operation('Device-exclusive', 'Make the PTE device-exclusive', { 'device-exclusive': place }),
  atomic: operation('Atomic store', "The device's atomic store", { atomic: place, value }),
  'lock-page': operation('Lock the page', 'Hold the page lock, to create contention', { 'lock-page': place }),
  'unlock-page': operation('Unlock the page', "Release this actor's page lock", { 'unlock-page': place }),
} as const;

type Schemas = typeof operationSchemas;

/** Every operation the format knows, built or not. */
export type FormatOperation = keyof Schemas;

/** The data of one operation as the file has it. */
export type OperationData<Name extends FormatOperation> = z.infer<Schemas[Name]>;

/** All operations of the format, built or not. */
export const formatOperations = Object.keys(operationSchemas) as FormatOperation[];

/** Is it an operation of the format? */
export function isFormatOperation(key: string): key is FormatOperation {
  return Object.hasOwn(operationSchemas, key);
}
