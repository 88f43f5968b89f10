/** Watches a thread from outside: whether it stands still, and the memory. One that goes on may take as long as it likes. */

import { Sign } from '../engine/word.js';

/** Of cowlab's own code, seconds: it never waits for a plugin, and what it does in one go is short on any machine. */
const patienceWithItself = 60;

/** Milliseconds between two looks: a tenth of the patience, so that ten of them must see the same. */
function pauseFor(seconds: number): number {
  return Math.min(1000, Math.max(10, seconds * 100));
}

/**
 * Calls `onStill` once with who has the word (0: cowlab itself) when a plugin's code has had it for `seconds` without
 * anything being done. What is counted are looks, not the clock: while this process sleeps, nobody stands still.
 * @returns ends the watch
 */
export function watchSigns(
  signs: Int32Array<SharedArrayBuffer>,
  seconds: number,
  onStill: (word: number, seconds: number) => void,
): () => void {
  const pause = pauseFor(seconds);
  let [count, word, looks] = [0, 0, 0];
  const timer = setInterval(() => {
    const now = { count: Atomics.load(signs, Sign.count), word: Atomics.load(signs, Sign.word) };
    const isStill = now.count === count && now.word === word;
    looks = isStill ? looks + 1 : 0;
    ({ count, word } = now);
    // It has not begun: Node.js is starting it.
    if (count === 0) return;
    const patience = word === 0 ? Math.max(seconds, patienceWithItself) : seconds;
    if (looks * pause < patience * 1000) return;
    clearInterval(timer);
    onStill(word, patience);
  }, pause);
  return () => clearInterval(timer);
}

/** Milliseconds between two looks at the memory: a loop fills some 100 MiB meanwhile. */
const memoryPause = 50;

/** Calls `onFull` once when the process has more than `most` bytes of memory of whatever kind. Returns the end of the watch. */
export function watchMemory(most: number, onFull: () => void): () => void {
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() <= most) return;
    clearInterval(timer);
    onFull();
  }, memoryPause);
  return () => clearInterval(timer);
}
