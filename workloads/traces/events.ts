/**
 * What a recording consists of: one event per line of `perf script -F comm,pid,tid,time,event,trace`.
 * Addresses are kept as virtual page numbers (4 KiB), so that 57-bit addresses stay exact.
 */

/** A run of pages of one address space: `first` included, `end` not. */
export interface PageRange {
  readonly first: number;
  readonly end: number;
}

/** Those that change mappings: a recording is replayed from them and its faults. */
export type SystemCall = 'mmap' | 'munmap' | 'madvise' | 'mprotect' | 'brk';

/** What one line says; `kind` is `other` for tracepoints a replay has no use for. */
export type LineContent =
  | {
      /** exceptions:page_fault_user. */
      readonly kind: 'fault';
      readonly page: number;
      /** Address and instruction as recorded, to recognise the same access when it faults again. */
      readonly access: string;
      /** x86 error code: bit 0 the page was present, bit 1 a write, bit 4 an instruction fetch. */
      readonly present: boolean;
      readonly write: boolean;
    }
  | { readonly kind: 'fork'; readonly child: number }
  | {
      readonly kind: 'exit';
      /** Whether the whole process ended; undefined on older kernels, which name only the thread. */
      readonly groupDead: boolean | undefined;
    }
  | { readonly kind: 'exec' }
  | { readonly kind: 'enter-mmap'; readonly pages: number; readonly prot: number; readonly flags: number }
  | { readonly kind: 'enter-brk' }
  | { readonly kind: 'enter-munmap'; readonly range: PageRange }
  | { readonly kind: 'enter-madvise'; readonly range: PageRange; readonly advice: number }
  | { readonly kind: 'enter-mprotect'; readonly range: PageRange; readonly prot: number }
  | {
      readonly kind: 'exit-call';
      readonly call: SystemCall;
      /** Page of the address returned, rounded up: mmap's is aligned, a heap owns the page its end lies in. */
      readonly page: number;
      readonly failed: boolean;
    }
  | { readonly kind: 'other' };

/** Who and when, of every line. */
export interface Occurrence {
  /** Thread group: threads of one pid share an address space. */
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the recording's clock. */
  readonly time: number;
  /** 1-based line of the file. */
  readonly line: number;
}

/** A line of a recording: what happened, to whom and when. */
export type TraceLine = Occurrence & {
  /** Name of the command, which threads may set for themselves. */
  readonly comm: string;
  readonly content: LineContent;
};

/** A system call that succeeded, or whose return the recording does not have. */
export type CallContent =
  | { readonly kind: 'mmap'; readonly range: PageRange; readonly prot: number; readonly flags: number }
  | { readonly kind: 'brk'; readonly end: number }
  | { readonly kind: 'munmap'; readonly range: PageRange }
  | { readonly kind: 'madvise'; readonly range: PageRange; readonly advice: number }
  | { readonly kind: 'mprotect'; readonly range: PageRange; readonly prot: number };

/** What both passes over a recording follow: lines in order, the two halves of a system call made one. */
export type TraceEvent = Occurrence & {
  readonly comm: string;
  readonly content: Extract<LineContent, { readonly kind: 'fault' | 'fork' | 'exit' | 'exec' }> | CallContent;
};
