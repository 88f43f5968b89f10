/**
 * A program: what a scenario file becomes once names are resolved to small integers.
 *
 * The explorer runs it on the policy machine, the oracle on the eager machine. Nothing here refers to
 * YAML; the loader (`load.ts`) is the only way from a file to a program.
 */

import type { Allowance } from './allowances.js';
import type { Verdict } from './verdict.js';

/** Which half of a page an access touches: a page has two, so that two parties can store to one page. */
export type Half = 'both' | 'lo' | 'hi';

/** What accesses an area allows. */
export type Protection = 'rw' | 'r' | 'none';

/** What is behind an area; `zero` is anonymous memory that maps the zero page. */
export type Backing = 'anon' | 'file' | 'shmem' | 'zero';

/** Advice the format knows; `core/scenario/supported.ts` says which of them this machine has. */
export type Advice =
  | 'dontneed'
  | 'free'
  | 'dontfork'
  | 'dofork'
  | 'wipeonfork'
  | 'mergeable'
  | 'unmergeable'
  | 'pageout'
  | 'collapse'
  | 'populate-read'
  | 'populate-write';

/** A declared area of process P, shared by name with the children. Unit: 4 KiB pages. */
export interface Area {
  readonly name: string;
  /** First virtual page number; areas lie behind each other in order of declaration. */
  readonly firstPage: number;
  readonly pages: number;
  readonly backing: Backing;
  /** Index into `Program.files`, or -1. The page at offset i of the area is page i of the file. */
  readonly file: number;
  readonly shared: boolean;
  readonly prot: Protection;
  /** Written by P before the first step; page i then holds `initial[i]`. */
  readonly touched: boolean;
  /** Values before the first step, one per page: 0 unless touched. */
  readonly initial: readonly number[];
}

/** A file: pages in the page cache. */
export interface File {
  readonly name: string;
  /** Pages of all files are numbered through, in order of declaration. */
  readonly firstPage: number;
  readonly pages: number;
  readonly fs: 'ext4' | 'tmpfs';
  /** Does the file system keep account of which pages are dirty? So it wants notice of the first store to a shared one. */
  readonly dirtyTracked: boolean;
  /** Values before the first step, one per page, all different and not 0. */
  readonly initial: readonly number[];
}

/** A process: P is 0, the others are created by a fork of the program. */
export interface Process {
  readonly name: string;
  /** Index of the process that forks it; -1 for P. */
  readonly parent: number;
}

/** What kind of actor it is: only processes and threads have memory of their own. */
export type ActorKind = 'process' | 'thread' | 'device' | 'kernel';

/** Who executes steps. Several actors (threads) may belong to one process; a device or kernel thread belongs to none (-1). */
export interface Actor {
  readonly name: string;
  readonly kind: ActorKind;
  readonly process: number;
}

/** A reference or pin by its global name. It has one slot per page of the place it is taken on. */
export interface Handle {
  readonly name: string;
  readonly pages: number;
  /** First slot; slots of all handles are numbered through. */
  readonly firstSlot: number;
  /** The process whose memory it is taken on. */
  readonly process: number;
  /** Writable, short or long term, reference or pin: as its taking operation says. `dio` is settled by the policy. */
  readonly kind: 'get' | 'pin' | 'dio';
  readonly write: boolean;
  readonly longterm: boolean;
}

/** One component of an outcome that an operation fills in. */
export interface Observation {
  /** As reports print it: `C.r0`, `P.r1[2]`, or for an operation without `as` `P#4` (1-based index within the program). */
  readonly name: string;
  readonly actor: number;
  /** The reference or pin the value comes through, or -1. */
  readonly handle: number;
}

/** Pages first..last (virtual page numbers, inclusive) of one process's address space. */
export interface Place {
  readonly process: number;
  readonly first: number;
  readonly last: number;
  readonly half: Half;
}

/** The lockless walk, the slow path, or one after the other. */
export type GupPath = 'fast' | 'slow' | 'any';

/** What one operation does. `result` is the observation it fills, one per page for reads over several pages. */
export type Action =
  | { readonly op: 'write'; readonly place: Place; readonly value: number }
  | { readonly op: 'read'; readonly place: Place; readonly observed: boolean }
  | { readonly op: 'fork'; readonly child: number }
  | { readonly op: 'exit' }
  | { readonly op: 'exec' }
  | { readonly op: 'mmap'; readonly area: number; readonly place: Place }
  | { readonly op: 'munmap'; readonly place: Place }
  | { readonly op: 'mprotect'; readonly place: Place; readonly prot: Protection }
  | { readonly op: 'madvise'; readonly place: Place; readonly advice: Advice }
  | { readonly op: 'mremap'; readonly place: Place; readonly to: Place }
  | {
      readonly op: 'get' | 'pin' | 'dio';
      readonly place: Place;
      readonly handle: number;
      readonly write: boolean;
      readonly longterm: boolean;
      readonly force: boolean;
      readonly path: GupPath;
    }
  | { readonly op: 'put' | 'unpin' | 'dio-end'; readonly handle: number }
  | { readonly op: 'read-ref' | 'dma-read'; readonly handle: number; readonly page: number; readonly half: Half }
  | { readonly op: 'dma-write'; readonly handle: number; readonly page: number; readonly half: Half; readonly value: number }
  | { readonly op: 'file-read'; readonly file: number; readonly page: number }
  | { readonly op: 'file-write'; readonly file: number; readonly page: number; readonly value: number }
  | { readonly op: 'lru-drain' }
  | { readonly op: 'wait'; readonly observations: readonly number[] };

/** The word of the scenario format for an operation. */
export type OperationName = Action['op'];

type Named<A, Op> = A extends { readonly op: infer Ops } ? (Op extends Ops ? A : never) : never;

/** What an operation of that name does. */
export type ActionOf<Op extends OperationName> = Named<Action, Op>;

/** An operation whose action is one of this name. */
export type OperationOf<Op extends OperationName> = Operation & { readonly action: ActionOf<Op> };

/** An action by an actor. `times` > 1 repeats it; only `get` and `pin` accumulate (the handle then holds that many references). */
export interface Operation {
  /** Index into `Program.actors`. */
  readonly actor: number;
  /** What is done, with places and handles by number. */
  readonly action: Action;
  /** How often, one after the other; 1 or more. */
  readonly times: number;
  /**
   * First index into `Program.observations` of what it reports. An operation over several pages that
   * observes values has one per page; every other operation has exactly one: `ok` or its error.
   */
  readonly result: number;
  /** As the file has it, for people: `write buf, value 1`. */
  readonly text: string;
  /** `file:line:column`. */
  readonly where: string;
}

/** A value taken when the program has ended. Both halves are taken. */
export type Final =
  | { readonly kind: 'page'; readonly name: string; readonly process: number; readonly page: number }
  | { readonly kind: 'handle'; readonly name: string; readonly handle: number; readonly page: number };

/** Whose LRU batch holds a reference to a fresh page, if any. */
export type LruBatch = 'none' | 'local' | 'remote';

/** fault_around_bytes, 64 KiB in every era (mm/memory.c). */
export const faultAroundPages = 16;

/** PAGEVEC_SIZE up to 6.8, the pages of an LRU batch; 31 since 6.9 (9cecde80aae0), which no policy here has. */
export const lruBatchPages = 15;

/** What a scenario says of the machine it runs on. */
export interface MachineOptions {
  /**
   * Frames that there are in all: pages of the page cache, anonymous pages and page tables take one each, the zero page, upper page
   * tables and the kernel's own objects none. Undefined: memory never runs out.
   */
  readonly frames: number | undefined;
  /** How direct I/O references pages; undefined: the way of the policy's era. */
  readonly dio: 'get' | 'pin' | undefined;
  /** Whether a fresh page, or one to be activated, carries the reference of this CPU's or another CPU's LRU batch. */
  readonly lruBatch: LruBatch;
  readonly cpus: number;
  readonly tlbFlush: 'ipi' | 'broadcast';
  /** Pages that a read fault of file or shared memory maps at most, a power of two; 1: only its own. */
  readonly faultAround: number;
}

/** The operations of a program. */
export interface Phases {
  /** In exactly this order. */
  readonly steps: readonly Operation[];
  /** Explored in all interleavings of atomic steps; empty when the program is a total order. */
  readonly race: readonly { readonly actor: number; readonly operations: readonly Operation[] }[];
  readonly after: readonly Operation[];
}

/** What follows from a program and is asked again and again (facts.ts). Indexes are those of `Program`; -1: none. */
export interface Facts {
  /** Pages of the page cache that a run may need: files first, then shared anonymous memory, then what mmap calls make. */
  readonly cachePages: number;
  /** By area: the first page of the page cache behind it, as it is mapped before the first step. */
  readonly cacheOfAreas: readonly number[];
  /** By observation of an mmap: the first page of the shared memory that it makes; every repetition makes another one. */
  readonly madeBy: ReadonlyMap<number, number>;
  /** By handle: the observation of the operation that takes it. */
  readonly takenBy: readonly number[];
  /** By process: the observation of the fork that creates it. */
  readonly bornOf: readonly number[];
  /** Every value that memory can hold, each once, 0 first. */
  readonly values: readonly number[];
}

/** A scenario with its names resolved. */
export interface Program extends Phases {
  /** Unique among the scenarios of a run, kebab-case. */
  readonly name: string;
  /** One sentence: what it shows. */
  readonly title: string;
  /** What to know beside the title; empty where the file has nothing. */
  readonly about: string;
  /** Commits, CVEs and mails that it comes from. */
  readonly sources: readonly string[];
  /** Words to find it by (`--tag`). */
  readonly tags: readonly string[];
  /** Where it came from: a path, or a name for programs made in memory. */
  readonly origin: string;
  /** In the order of their pages, which is that of the address space of every process. */
  readonly areas: readonly Area[];
  /** In the order of the file; then those that areas without a `file` brought along. */
  readonly files: readonly File[];
  /** P first, then the others in the order of their forks. */
  readonly processes: readonly Process[];
  /** Processes first, with their numbers; then threads, devices and kernel threads. */
  readonly actors: readonly Actor[];
  /** References and pins, in the order in which they are taken in the file. */
  readonly handles: readonly Handle[];
  /** All that is observed, in the order of the file: an outcome has a value for each. */
  readonly observations: readonly Observation[];
  /** What follows from all this, resolved by the loader. */
  readonly facts: Facts;
  /** What is observed when every actor is done. */
  readonly final: readonly Final[];
  /** What the scenario says of its machine, with defaults filled in. */
  readonly machine: MachineOptions;
  /** What the kernel's own accesses may do: sequential consistency, store buffers, or any order. */
  readonly memoryModel: 'sc' | 'tso' | 'weak';
  /** Allowances in force: what an outcome may have that the eager machine itself does not show. */
  readonly allow: readonly Allowance[];
  /** The source that warns users of the pattern; the verdict is the same, its display is not. */
  readonly documentedHazard: string | undefined;
  /** Policy id, `linux-X.Y` or `'*'` → what is asserted. Compared, never used to decide; `expectationsFor` reads it. */
  readonly expect: Readonly<Record<string, Verdict>>;
  /** Policy id or `linux-X.Y` → event → how often it comes in `steps` and `after`. */
  readonly expectEvents: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
