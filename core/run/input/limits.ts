/** How much of a user's file is read: an input without an end is refused, and does not fill the memory. */

const kib = 1024;
const mib = 1024 * kib;

/** One kind of file, as messages name it, and the most bytes of one. */
export interface InputKind {
  readonly noun: string;
  readonly most: number;
  /** What to do with a larger one. */
  readonly hint?: string;
  /** From a pipe it stays in the memory, and every thread and process gets it; else it is kept in a file. */
  readonly isHandedOn?: true;
}

/** What is read as a whole, and how large it may be. */
export const inputKinds = {
  scenario: { noun: 'a scenario', most: 16 * mib, isHandedOn: true },
  plugin: { noun: 'a plugin', most: 16 * mib, isHandedOn: true },
  results: { noun: 'a results file', most: 256 * mib, isHandedOn: true },
  /** Only from a pipe, plain or gzip: as a file it is read as a stream. */
  recording: {
    noun: 'a recording from a pipe',
    most: 256 * mib,
    hint: 'pack it, as in `perf script … | gzip`, or write it to a file first, and give that',
  },
  journal: { noun: 'the record of a run', most: 256 * mib },
} as const satisfies Record<string, InputKind>;

/** A recording is read as a stream, so a file of one may have any size; what comes out of it may not. */
export const recordingLimits = {
  /** Characters of a line. */
  line: 64 * kib,
  /** Characters of the text, unpacked. */
  text: 4 * kib * mib,
  /** Lines, also empty ones, of which a small compressed file can hold any number. */
  lines: 64 * kib * kib,
} as const;

/** For how many milliseconds a pipe is waited for. */
export const patience = {
  /** Until somebody opens a FIFO for writing. */
  writer: 1000,
  /** Until a pipe that somebody holds open says something more. */
  bytes: 60_000,
} as const;
