/**
 * A workload: a generator of a long program, run by the sequential simulator. It drives a `Simulation`
 * with the same operations a scenario has, one whole operation per call, and never holds the program in memory.
 */

import type { Advice, Backing, Protection } from './program.js';

/** Number of a simulated process; the first one is 0 and exists from the start. Reused after exit. */
export type ProcessId = number;

/** Number of a live reference or pin. */
export type HandleId = number;

/** What a workload maps. */
export interface Mapping {
  /** `zero` is for scenarios only. */
  readonly backing: Exclude<Backing, 'zero'>;
  /** MAP_SHARED; false: MAP_PRIVATE. */
  readonly shared: boolean;
  /** What accesses it allows: `rw`, `r` or `none`. */
  readonly prot: Protection;
  /** For `file`: number of the file, any small integer; pages of the file are numbered from `fileOffset`. */
  readonly file?: number;
  /** Page of the file that the first page maps; 0 when absent. */
  readonly fileOffset?: number;
}

/** Beside the words of the scenario format: MADV_KEEPONFORK, which undoes `wipeonfork`. */
export type WorkloadAdvice = Advice | 'keeponfork';

/** What a workload can do. Pages are virtual page numbers below `Workload.addressSpacePages`. */
export interface Simulation {
  /** mmap(2) at a fixed place: what was mapped there goes. */
  map(process: ProcessId, first: number, pages: number, mapping: Mapping): void;
  /** Stores a fresh value in the whole page. False when the access is refused (`segv`). */
  store(process: ProcessId, page: number): boolean;
  /** Loads from the page. False when the access is refused (`segv`). */
  load(process: ProcessId, page: number): boolean;
  /** fork(2). Returns the number of the child, the lowest that is free. */
  fork(process: ProcessId): ProcessId;
  /** exit(2): all mappings go, and the number becomes free. Handles stay. */
  exit(process: ProcessId): void;
  /** execve(2): all mappings go, the process stays. */
  exec(process: ProcessId): void;
  /** munmap(2) of `pages` pages from `first`. */
  munmap(process: ProcessId, first: number, pages: number): void;
  /** mprotect(2) of `pages` pages from `first`. */
  mprotect(process: ProcessId, first: number, pages: number, prot: Protection): void;
  /** madvise(2) of `pages` pages from `first`. */
  madvise(process: ProcessId, first: number, pages: number, advice: WorkloadAdvice): void;
  /** FOLL_PIN of one page. -1 when it failed. */
  pin(process: ProcessId, page: number, options: { readonly write: boolean; readonly longterm: boolean }): HandleId;
  /** Drops what `pin` took; the handle is then free. */
  unpin(handle: HandleId): void;
  /** FOLL_GET of one page. -1 when it failed. */
  get(process: ProcessId, page: number, options: { readonly write: boolean }): HandleId;
  /** Drops what `get` or `dio` took; the handle is then free. */
  put(handle: HandleId): void;
  /**
   * One page for direct I/O, a reference or a pin as the policy's kernel takes it; given back by `put`. `write`: the
   * device stores to the page, as read(2) with O_DIRECT has it do. -1 when it failed.
   */
  dio(process: ProcessId, page: number, options: { readonly write: boolean }): HandleId;
  /** The device stores a fresh value in the page that the handle holds. */
  dmaWrite(handle: HandleId): void;
  /** lru_add_drain_all: the LRU batches of all CPUs are flushed. */
  lruDrain(): void;
  /** Events so far, by name (core/program/events.ts); a fresh copy. */
  events(): Readonly<Record<string, number>>;
  /** Frames in use now. */
  framesInUse(): number;
}

/** A number that a workload can be given. */
export interface Parameter {
  /** As `--parameter NAME=NUMBER` has it. */
  readonly name: string;
  /** What it changes, in one line. */
  readonly about: string;
  /** `pages`, `processes`, `stores`, `1` for ratios. */
  readonly unit: string;
  /** Where nobody gives it. */
  readonly default: number;
}

/** Numbers by the names of parameters; the caller has filled in the defaults. */
export type Parameters = Readonly<Record<string, number>>;

/** What the simulator has to hold. */
export interface WorkloadSize {
  /** Virtual pages of one address space. */
  readonly addressSpacePages: number;
  /** Processes alive at once. */
  readonly processes: number;
}

/** A program too long to be listed, and what it is about. */
export interface Workload {
  /** Names it on the command line and in reports; of a recording, its path. */
  readonly id: string;
  /** One sentence: what the program does. */
  readonly title: string;
  /** What real program it stands for, and what in it matters here. */
  readonly about: string;
  /** Where its shape is from: commits, papers, programs. */
  readonly sources: readonly string[];
  /** All that it can be given, in the order of `--help` and of reports. */
  readonly parameters: readonly Parameter[];
  /**
   * Numbers of CPUs it is measured on beside the assumed one, where nobody knows on which CPU its processes ran: what
   * changes with them is no finding.
   */
  readonly otherCpus?: readonly number[];
  /**
   * Names of scenarios that do in small what its program does with these parameters: under a policy that violates one,
   * it counts what a program does that goes wrong.
   */
  scenarios?(parameters: Parameters): readonly string[];
  /** Paths of the files it reads: their content decides its counts as its parameters do. */
  readonly files?: readonly string[];
  /**
   * Parameters of the same program at a tenth of its size, for who wants to know how fast it is simulated, or only whether
   * it runs. Absent where it has one size, as a recording does.
   */
  shortForm?(parameters: Parameters): Parameters;
  /** For given parameters. Throws a CowlabError for what cannot be run: a parameter out of its range, a damaged file. */
  size(parameters: Parameters): WorkloadSize | Promise<WorkloadSize>;
  /**
   * Performs the program. Yields the fraction done (0 to 1) every few thousand operations, so that the
   * caller can show progress or stop. What it returns is added to the report as notes, one sentence each.
   */
  run(
    simulation: Simulation,
    parameters: Parameters,
    seed: number,
  ): Generator<number, WorkloadNotes> | AsyncGenerator<number, WorkloadNotes>;
}

/** What only the workload knows about its run; a recording fills `recording`. */
export interface WorkloadNotes {
  /** Calls of the program in the sense of its parameters; speeds are per one of these. */
  readonly operations: number;
  /** Events to be subtracted from `Simulation.events()` at the end: of the preparation, and of what was only inferred. */
  readonly setup?: Readonly<Record<string, number>>;
  /** Absent where nothing was recorded. */
  readonly recording?: RecordingNotes;
}

/** A number that only the workload knows of its run. A report shows it by its words and need not know it. */
export interface Figure {
  /** What it says; several of one id are told apart by their words. */
  readonly id: string;
  /** A count, or a ratio, in `unit`. */
  readonly value: number;
  /** `accesses`. */
  readonly unit: string;
  /** As a row of a table is headed. */
  readonly words: string;
  /** The part of the table that it stands in, where that has a heading. */
  readonly part?: string;
}

/**
 * A recorded program against its replay. All counts are of the recorded window. Every access replayed is one of three:
 * `replayed` = `agreeByConstruction` + `agreeForetold` + the figures `differs`.
 */
export interface RecordingNotes {
  /** In the order of tables. `recording-figures.ts` has those of a replay. */
  readonly figures: readonly Figure[];
  /** In the order of their first events. */
  readonly processes: readonly RecordedProcess[];
  /** What a recording of this kind cannot contain, so that no verdict is drawn from it. */
  readonly notContained: readonly string[];
}

/** A process of a recording, against its replay. */
export interface RecordedProcess {
  /** As the kernel numbered it when it was recorded. */
  readonly pid: number;
  /** The name of its command when it last was seen. */
  readonly comm: string;
  /** Page faults of it in the recorded window. */
  readonly faultsRecorded: number;
  /** Of the accesses replayed, one per recorded fault, those that faulted in the model. */
  readonly faultedInModel: number;
}
