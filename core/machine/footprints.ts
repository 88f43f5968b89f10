/**
 * What the machine's functions touch, for the footprints of the steps that call them. The simulator's own fields (free
 * list, growing page cache) are left out: nothing interleaves there.
 */

import type { Field } from './fields.js';

/** What a function reads and writes. */
export interface Touches {
  readonly reads: readonly Field[];
  readonly writes: readonly Field[];
}

/** walkTo, lookupPte, tableOf: on the way to a PTE. */
export const walks = ['pmd.entry'] as const satisfies readonly Field[];

/** allocateFrame. */
export const allocates: Touches = {
  reads: ['frame.flags', 'global.framesInUse', 'global.tablesInUse'],
  writes: ['frame.refs', 'frame.flags', 'global.framesInUse'],
};

/** makeTable. */
export const allocatesTable: Touches = {
  reads: [...walks, 'pmd.lockedBy', 'table.refs', 'global.framesInUse', 'global.tablesInUse'],
  writes: [...walks, 'table.refs', 'global.tablesInUse'],
};

/** getFrame, and putFrame where the reference cannot be the last one. */
export const counts: Touches = { reads: ['frame.refs'], writes: ['frame.refs'] };

/** putFrame where it may free the frame. */
export const puts: Touches = {
  reads: ['frame.refs', 'frame.mapcount', 'global.framesInUse', 'tlb.translation'],
  writes: [
    'frame.refs',
    'frame.flags',
    'frame.mapcount',
    'frame.lo',
    'frame.hi',
    'frame.rmapRoot',
    'frame.rmapIndex',
    'global.framesInUse',
    'tlb.translation',
  ],
};

/** addToLru: the add batch that is full is drained; a page in it may have lost everything else. */
export const joinsLru: Touches = {
  reads: ['cpu.batched', 'batch.frame', 'frame.flags', ...puts.reads],
  writes: ['cpu.batched', 'batch.frame', ...puts.writes],
};

/** markAccessed: the activation batch that is full is drained. */
export const accesses: Touches = {
  reads: ['cpu.batched', 'cpu.activating', 'batch.frame', 'frame.flags', ...puts.reads],
  writes: ['cpu.activating', 'batch.frame', ...puts.writes],
};

/** drainCpu. */
export const drains: Touches = { reads: [...joinsLru.reads, 'cpu.activating'], writes: [...joinsLru.writes, 'cpu.activating'] };

/** A mapping more or less: dropMapping, and what adds one. */
export const maps: Touches = {
  reads: ['frame.mapcount', 'frame.flags', 'mm.anonPages', 'mm.filePages'],
  writes: ['frame.mapcount', 'mm.anonPages', 'mm.filePages'],
};

/** findVma, nextVma, isMapped. */
export const findsVma = ['vma.mm', 'vma.first', 'vma.end'] as const satisfies readonly Field[];

/** pteProtection. */
export const protects = ['vma.prot', 'vma.flags'] as const satisfies readonly Field[];

/** What a VMA says, when it is new or looked over. */
export const describesVma = [...findsVma, 'vma.prot', 'vma.flags', 'vma.offset'] as const satisfies readonly Field[];

/** All of a VMA: splitting copies it. */
export const wholeVma = [...describesVma, 'vma.lock'] as const satisfies readonly Field[];

/** tryReadLock and readUnlock; tryWriteLock and writeUnlock. */
export const mmapLock = {
  read: { reads: ['mm.mmapWriter', 'mm.mmapReaders'], writes: ['mm.mmapReaders'] },
  readUnlock: { reads: ['mm.mmapReaders'], writes: ['mm.mmapReaders'] },
  write: { reads: ['mm.mmapWriter', 'mm.mmapReaders'], writes: ['mm.mmapWriter'] },
  writeUnlock: { writes: ['mm.mmapWriter'] },
  downgrade: { reads: ['mm.mmapReaders'], writes: ['mm.mmapWriter', 'mm.mmapReaders'] },
  eitherUnlock: { reads: ['mm.mmapWriter', 'mm.mmapReaders'], writes: ['mm.mmapWriter', 'mm.mmapReaders'] },
} as const satisfies Record<string, Partial<Touches>>;

/** tryFlush: other actors of the address space are asked for their interrupt flag. */
export const flushes: Touches = { reads: ['actor.irqsOff', 'actor.cpu', 'mm.alive'], writes: ['tlb.translation'] };

/** setPte: what the PTE said may stay with whoever runs the address space. */
export const setsPte: Touches = { reads: ['pte.entry', 'tlb.translation'], writes: ['pte.entry', 'tlb.translation'] };

/** recordPage of a get_user_pages call. */
export const records: Touches = {
  reads: ['handle.count', 'handle.frame'],
  writes: ['handle.frame', 'handle.count', 'handle.kind', 'handle.process'],
};

/** releaseTaken: gives back what the call has recorded. */
export const releases: Touches = {
  reads: ['handle.frame', 'handle.kind', 'handle.count', ...puts.reads],
  writes: [...records.writes, ...puts.writes],
};
