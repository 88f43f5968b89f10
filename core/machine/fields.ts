/**
 * The fields of the machine's state: which things there are, what is remembered of each, and how wide it is.
 * Structure of arrays: a field is one column, indexed by the number of the thing; what only its own actor has is a plain array.
 * Policies and variants may declare more fields before the state is laid out.
 */

import type { Column, Width } from './column.js';
import type { EntryColumn } from './entry-column.js';

/** What is remembered of a thing: how wide it is at most (values are signed; widths.ts), and what it says. */
interface FieldOf {
  readonly bits: Width;
  readonly about: string;
}

/** Registers, program counters and the like: no other actor looks at them, so they are no cells of shared memory. */
interface OwnField extends FieldOf {
  readonly isOwn: true;
}

/** Two numbers that are one cell: stored together, and seen together. */
interface EntryField extends FieldOf {
  readonly secondBits: Width;
}

/** Only some machines have it: those that grow, or those with large folios. In others it is empty. */
interface FieldOfSome extends FieldOf {
  readonly only: 'growing' | 'folios';
}

/** A field as it is declared. */
export type AnyField = FieldOf | OwnField | EntryField | FieldOfSome;

function field(bits: Width, about: string): FieldOf {
  return { bits, about };
}

function own(bits: Width, about: string): OwnField {
  return { bits, about, isOwn: true };
}

function entry(about: string): EntryField {
  return { bits: 16, secondBits: 32, about };
}

function only(machines: FieldOfSome['only'], bits: Width, about: string): FieldOfSome {
  return { bits, about, only: machines };
}

/** By kind of thing and name. */
export const fields = {
  frame: {
    refs: field(32, 'page_count: one per PTE, LRU batch, page cache, FOLL_GET; FOLL_PIN as the accounting rule says'),
    mapcount: field(32, 'number of PTEs that map it'),
    flags: field(32, '`Frame` bits'),
    lockedBy: field(8, 'page lock: actor + 1; 0 free'),
    lo: field(32, 'content token of the low half'),
    hi: field(32, 'content token of the high half'),
    rmapRoot: field(16, 'reverse map of anonymous pages: root of the fork tree + 1; 0 none'),
    rmapIndex: field(32, 'reverse map: the page index within the root'),
    nextFree: only('growing', 32, 'next free frame: large machines keep a list'),
    folio: only('folios', 32, 'the large folio that it belongs to + 1; 0 none'),
  },
  folio: {
    order: field(8, 'it has two to the power of it frames; 0 for a free slot'),
    head: field(32, 'its first frame'),
    largeMapcount: field(32, '_large_mapcount: number of PTEs that map any of its pages'),
    entireMapcount: field(32, '_entire_mapcount: number of PMD entries that map it as a whole'),
    pins: field(32, '_pincount: FOLL_PIN, of all its pages'),
    firstMm: field(16, 'the first MM id: mm + 1; 0 free'),
    secondMm: field(16, 'the second MM id: mm + 1; 0 free'),
  },
  pte: { entry: entry('its word, `Pte` bits that say its kind and its flags, and the frame that it maps: one cell') },
  table: {
    lockedBy: field(8, 'page-table lock: actor + 1; 0 free'),
    refs: field(16, 'PMD entries that point to it; 0 for a free slot'),
  },
  pmd: {
    entry: entry('its word, `Pmd` bits that say its kind and its flags, and the table that it points to: one cell'),
    lockedBy: field(8, 'PMD lock: actor + 1; 0 free'),
  },
  mm: {
    alive: field(8, '1 while a process has it'),
    mmapReaders: field(8, 'how often the mmap lock is held for reading'),
    mmapWriter: field(8, 'mmap lock held for writing: actor + 1; 0 not'),
    hasPinned: field(8, 'has_pinned, later MMF_HAS_PINNED: a FOLL_PIN was ever started; sticky'),
    writeProtectSeq: field(32, 'write_protect_seq: odd while fork write-protects'),
    forkRoot: field(16, 'root of the fork tree, the number of an mm: where reverse-map walks start'),
    anonPages: field(32, 'MM_ANONPAGES'),
    filePages: field(32, 'MM_FILEPAGES and MM_SHMEMPAGES'),
  },
  vma: {
    mm: field(16, 'mm + 1; 0 for a free slot'),
    first: field(32, 'its first page'),
    end: field(32, 'the page behind its last one'),
    prot: field(8, '`Prot` bits: VM_READ and VM_WRITE'),
    flags: field(8, '`Vma` bits'),
    lock: field(8, 'lock of the area (vma-lock.ts): readers; -(actor + 1) of its writer; 0 free'),
    offset: field(32, 'page-cache page behind its first page; of anonymous memory the reverse-map index'),
  },
  cpu: { batched: field(8, 'fill of the LRU add batch'), activating: field(8, 'fill of the activation batch') },
  batch: { frame: field(32, 'a frame on its way to the LRU, or to be activated') },
  actor: {
    list: own(16, 'list in which it stands; -1 between operations'),
    position: own(16, 'step of the list that comes next'),
    depth: own(8, 'calls that it is in'),
    cpu: field(8, 'its CPU'),
    irqsOff: field(8, '1 while its CPU has interrupts off'),
    operation: own(16, 'index of the next operation of its race list'),
    error: own(8, 'error on its way to the back-off step, a code of values.ts; 0 none'),
  },
  stack: { list: own(16, 'list to return to'), position: own(16, 'step to return to') },
  register: { value: own(32, 'what the actor remembers there') },
  handle: {
    frame: field(32, 'frame + 1; 0 empty'),
    count: field(32, 'references that it holds'),
    kind: field(8, '`HandleKind`: reference or pin'),
    process: field(16, 'the mm whose page it was'),
  },
  observation: { value: field(32, 'what was seen, a value of values.ts') },
  filePage: { frame: field(32, 'page cache: frame + 1; 0 not resident') },
  tlb: { translation: field(32, 'a translation that an actor may still use though the PTE says otherwise (tlb.ts)') },
  gather: { frame: field(32, 'a frame that goes after the flush (gather.ts)') },
  global: {
    freeFrame: only('growing', 32, 'head of the list of free frames'),
    framesInUse: field(32, 'frames that are allocated'),
    tablesInUse: field(32, 'page tables, each of which takes memory as a frame does'),
  },
} as const satisfies Record<string, Record<string, AnyField>>;

/** What each kind of thing is, and how its things are numbered. */
export const entities: Readonly<Record<Entity, string>> = {
  frame: 'a page of memory; frame 0 is the zero page',
  folio: 'a large folio: several frames that are one page to the kernel',
  pte: 'a page-table entry; number = table * entries per table + index',
  table: 'a page table of PTEs',
  pmd: 'a PMD entry; number = mm * PMDs per mm + index',
  mm: 'an address space',
  vma: 'a virtual memory area',
  cpu: 'a CPU',
  batch: 'entries of the LRU batches: those of all add batches, then of all activation batches',
  actor: 'who executes steps: a thread, a device, a process that has one thread',
  stack: 'return addresses; number = context * depth of the stack + depth',
  register: 'registers of who is in an operation; number = context * places of one + place (`cowlab list steps` names them)',
  handle: 'one slot per page of a reference or pin',
  observation: 'what a program has observed',
  filePage: 'a page of a file',
  tlb: 'translations, of the explorer only; number = actor * pages + page',
  gather: 'frames of the mmu_gather of who is in an operation; number = context * places of one + place',
  global: 'the machine as a whole',
};

/** A kind of thing that has fields: `frame`, `pte`, `vma` … */
export type Entity = keyof typeof fields;

/** Cells of memory. */
export type Cells = Int8Array | Int16Array | Int32Array;

/** How wide it is, is a matter of the machine. */
type StoreOf<F> = F extends EntryField ? EntryColumn : F extends OwnField ? Cells : Column;

/** The columns of one entity, and the arrays of what is each actor's own. */
export type Columns<E extends Entity> = { readonly [K in keyof (typeof fields)[E]]: StoreOf<(typeof fields)[E][K]> };

/**
 * A field that a policy adds to the state; zero at first. Steps read and write it through `machine.extra`, rules read it as a
 * property of a view (frame, mm, pte). That of a frame is zero again when the frame is freed, that of a VMA goes along where it is
 * split or duplicated.
 */
export interface ExtraField {
  /** What has the field: every frame, PTE, page table, VMA or address space. */
  readonly entity: Entity;
  /** A small letter, then letters and digits; no other field of the entity, and nothing that every object has, is called so. */
  readonly name: string;
  /** Its width; values are signed, and cut to so many bits when they are stored. */
  readonly bits: Width;
  /** What it says, in a line, for `cowlab list fields`. */
  readonly about?: string;
}

/** A field of the machine's own, `frame.refs`. */
export type Field = { [E in Entity]: `${E}.${keyof (typeof fields)[E] & string}` }[Entity];

/** Every field of the machine's own. */
export const fieldNames: readonly string[] = Object.entries(fields).flatMap(([entity, own]) =>
  Object.keys(own).map((name) => `${entity}.${name}`),
);

/** What a step reads or writes: a field of the machine's own, or one that a policy adds. */
export type Touched = Field | ExtraField;

/** `frame.refs`, whoever declared it. */
export function fieldName(field: Touched): string {
  return typeof field === 'string' ? field : `${field.entity}.${field.name}`;
}

/** How many there are of each. */
export type Capacities = Readonly<Record<Entity, number>>;
