/**
 * Shows on a terminal how far a command is that takes longer than a second. The command works without a pause, so another
 * thread does the showing; it only looks at what is said here and at how many steps were taken.
 */

import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { printable } from '../../core/errors/printable.js';
import { beWatched } from '../../core/engine/word.js';
import { inTurn, mostWords, Shared, sharedLine, Turn, type SharedLine } from './line.js';

/** What a command says while somebody waits. */
export interface Waiting {
  /** What is being done now: `3/12 snapshot`. */
  readonly say: (words: string) => void;
  /** The line goes; nothing is shown any more. */
  readonly stop: () => void;
}

/** The options that keep it quiet. */
export interface WaitingOptions {
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** The data of the thread. */
export interface WaitingTask {
  readonly line: SharedLine;
  /** Columns of the terminal. */
  readonly width: number;
}

const silent: Waiting = { say: () => undefined, stop: () => undefined };

/** Shows nothing where nobody looks: off a terminal, with `--quiet`, and with `--json` into a pipe. */
export function startWaiting({ quiet, json }: WaitingOptions): Waiting {
  const isSeen = process.stderr.isTTY && quiet !== true && (json !== true || process.stdout.isTTY);
  // A terminal that does not know how wide it is says 0.
  const { columns } = process.stderr;
  return isSeen ? showing(columns > 0 ? columns : 80) : silent;
}

function showing(width: number): Waiting {
  const line = sharedLine();
  beWatched(line.numbers, () => undefined);
  const task: WaitingTask = { line, width };
  const worker = new Worker(new URL('show.js', import.meta.url), { workerData: task });
  worker.unref();
  return {
    say: (words) =>
      inTurn(line, () => {
        const { written } = new TextEncoder().encodeInto(printable(words), line.words);
        line.numbers[Shared.length] = Math.min(written, mostWords);
      }),
    stop: () => end(line, worker),
  };
}

/** Not in the middle of a line, and once. */
function end({ numbers }: SharedLine, worker: Worker): void {
  let before: number;
  do before = Atomics.compareExchange(numbers, Shared.turn, Turn.free, Turn.over);
  while (before === Turn.taken);
  if (before === Turn.over) return;
  if (numbers[Shared.shown] === 1) writeSync(2, '\r\u001B[K');
  void worker.terminate();
}
