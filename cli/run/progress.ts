/** How far a long run is, on standard error: a bar on a terminal, else a line now and then, for the log of a CI. */

import { Presets, SingleBar } from 'cli-progress';
import { cutTo } from '../../core/errors/words.js';
import { printable } from '../../core/errors/printable.js';
import type { HowFar } from '../../core/run/comparison-progress.js';

/** Where a run shows how far it is. */
export interface Progress {
  update(howFar: HowFar): void;
  /** Ends the display; `words` says what was done. Without them, as after an error, nothing more is said. */
  stop(words?: string): void;
}

/** How it is shown. */
export interface ProgressOptions {
  readonly quiet: boolean;
  /** Standard error unless given. */
  readonly stream?: NodeJS.WriteStream;
  /** Milliseconds from any beginning; `performance.now` unless given. */
  readonly now?: () => number;
}

/** `what` names the work: `93 scenarios and 2 workloads under 13 policies`. */
export function startProgress(what: string, options: ProgressOptions): Progress {
  const { quiet, stream = process.stderr, now = () => performance.now() } = options;
  const shown = printable(what);
  if (quiet) return { update: () => {}, stop: () => {} };
  const left = new TimeLeft(now);
  return stream.isTTY ? startBar(shown, stream, left) : startLines(shown, stream, left, now);
}

/** Milliseconds between lines. */
const pause = 15_000;

function startLines(what: string, stream: NodeJS.WriteStream, left: TimeLeft, now: () => number): Progress {
  stream.write(`cowlab: comparing ${what}\n`);
  let last = now();
  return {
    update: (howFar) => {
      const words = left.at(howFar.fraction);
      if (now() - last < pause) return;
      last = now();
      stream.write(`cowlab: ${[cellsOf(howFar), ...words].join(', ')}\n`);
    },
    stop: (words) => {
      if (words !== undefined) stream.write(`cowlab: ${words}\n`);
    },
  };
}

const barSize = 20;

function startBar(what: string, stream: NodeJS.WriteStream, left: TimeLeft): Progress {
  stream.write(`${what}\n`);
  const bar = new SingleBar(
    {
      stream,
      format: '{bar} {percentage} % | {words}',
      barsize: barSize,
      hideCursor: true,
      clearOnComplete: true,
      linewrap: null,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { words: '' });
  return {
    update: (howFar) => {
      // What stands before the words, and the cursor behind them.
      const room = (stream.columns ?? 80) - barSize - ' 100 % | '.length - 1;
      const { fraction, running } = howFar;
      const words = [cellsOf(howFar), ...left.at(fraction), ...(running.length === 0 ? [] : [printable(running.join(', '))])];
      bar.update(fraction, { words: cutTo(words.join(' | '), room) });
    },
    stop: (words) => {
      bar.stop();
      if (words !== undefined) stream.write(`${words}\n`);
    },
  };
}

/** `40 of 161 cells`. */
function cellsOf({ finishedCells, cells }: HowFar): string {
  return `${finishedCells} of ${cells} cells`;
}

/** Below this share an estimate would only jump. */
const tooEarly = 0.03;

/** On the measure of the time spent. A run that goes on from an earlier one measures only what it has done itself. */
export class TimeLeft {
  private first: { readonly fraction: number; readonly time: number } | undefined;

  constructor(private readonly now: () => number) {}

  /** `about 40 s left`; nothing while it is too early to tell. */
  at(fraction: number): readonly string[] {
    const time = this.now();
    this.first ??= { fraction, time };
    const done = fraction - this.first.fraction;
    if (done < tooEarly) return [];
    const seconds = Math.ceil(((time - this.first.time) / 1000) * ((1 - fraction) / done));
    return [seconds < 100 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`];
  }
}
