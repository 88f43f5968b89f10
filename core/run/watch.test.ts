import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Sign, signCount } from '../engine/word.js';
import { watchSigns } from './watch.js';

let signs: Int32Array<SharedArrayBuffer>;
let told: (readonly [word: number, seconds: number])[];

beforeEach(() => {
  vi.useFakeTimers();
  signs = new Int32Array(new SharedArrayBuffer(4 * signCount));
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
});

function watch(seconds: number): () => void {
  return watchSigns(signs, seconds, (...what) => told.push(what));
}

/** Seconds, in which `each` is done before every look. */
function pass(seconds: number, each: () => void = () => {}): void {
  for (let at = 0; at < seconds * 10; at++) {
    each();
    vi.advanceTimersByTime(100);
  }
}

it('finds a plugin that has the word and does nothing, once, and says which', () => {
  [signs[Sign.count], signs[Sign.word]] = [5, 3];
  watch(1);
  pass(0.9);
  expect(told).toEqual([]);
  pass(60);
  expect(told).toEqual([[3, 1]]);
});

it('lets one that goes on take as long as it likes, however rarely it does something', () => {
  signs[Sign.word] = 3;
  watch(1);
  let looks = 0;
  pass(1000, () => {
    if (looks++ % 9 === 0) signs[Sign.count]++;
  });
  expect(told).toEqual([]);
});

it('does not count the time that Node.js needs to start the thread', () => {
  watch(1);
  pass(1000);
  expect(told).toEqual([]);
});

it('has more patience with code of cowlab itself, however little was asked for', () => {
  signs[Sign.count] = 1;
  watch(1);
  pass(59);
  expect(told).toEqual([]);
  pass(2);
  expect(told).toEqual([[0, 60]]);
});

it('counts its own looks: a machine that slept is not a thread that stood still', () => {
  [signs[Sign.count], signs[Sign.word]] = [5, 3];
  watch(10);
  // A timer that is hours late comes once.
  vi.setSystemTime(Date.now() + 5 * 3600 * 1000);
  pass(5);
  expect(told).toEqual([]);
});

it('ends when it is told to', () => {
  [signs[Sign.count], signs[Sign.word]] = [5, 3];
  watch(1)();
  pass(10);
  expect(told).toEqual([]);
});
