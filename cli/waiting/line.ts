/** What is shared with the thread that shows how far a long command is, and the line that it shows. */

import { plural } from '../../core/errors/numbers.js';
import { cutTo } from '../../core/errors/words.js';
import { signCount } from '../../core/engine/word.js';

/** Numbers in the shared memory: the signs of life of the thread that works come first. */
export const Shared = {
  steps: 0,
  /** Who may write: nobody now, the one who holds it, nobody any more. */
  turn: signCount,
  /** Bytes of the words. */
  length: signCount + 1,
  /** 1: something was shown. */
  shown: signCount + 2,
  count: signCount + 3,
} as const;

/** Whose turn it is to write the line. */
export const Turn = { free: 0, taken: 1, over: 2 } as const;

/** Bytes of words: what is longer is cut. */
export const mostWords = 200;

/** The line, in memory that two threads share. */
export interface SharedLine {
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly words: Uint8Array<SharedArrayBuffer>;
}

/** A line that is empty, and nobody's turn. */
export function sharedLine(): SharedLine {
  return {
    numbers: new Int32Array(new SharedArrayBuffer(4 * Shared.count)),
    words: new Uint8Array(new SharedArrayBuffer(mostWords)),
  };
}

/** Takes the turn and gives it back, unless it is over: then nothing is done. */
export function inTurn({ numbers }: SharedLine, work: () => void): void {
  for (;;) {
    const before = Atomics.compareExchange(numbers, Shared.turn, Turn.free, Turn.taken);
    if (before === Turn.over) return;
    if (before === Turn.free) break;
  }
  try {
    work();
  } finally {
    Atomics.store(numbers, Shared.turn, Turn.free);
  }
}

/** `3/12 snapshot: 1,234,567 steps, 14 s`, within a width. */
export function lineOf({ numbers, words }: SharedLine, seconds: number, width: number): string {
  const said = new TextDecoder().decode(words.slice(0, numbers[Shared.length]));
  const steps = Atomics.load(numbers, Shared.steps) >>> 0;
  // The first sign of life comes when the policies are made, before there are steps.
  const figures = [...(steps < 2 ? [] : [plural(steps, 'step')]), `${seconds} s`].join(', ');
  const room = Math.max(0, width - figures.length - 2);
  return `${cutTo(said, room)}: ${figures}`;
}
