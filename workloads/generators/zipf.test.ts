import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { Random } from '../../core/program/random.js';
import { Zipf } from './zipf.js';

function frequencies(n: number, skew: number, draws: number, seed = 11): number[] {
  const zipf = new Zipf(n, skew);
  const random = new Random(seed);
  const counts = Array.from({ length: n + 1 }, () => 0);
  for (let i = 0; i < draws; i++) counts[zipf.draw(random)]++;
  return counts.slice(1).map((count) => count / draws);
}

function probabilities(n: number, skew: number): number[] {
  const weights = Array.from({ length: n }, (_, i) => (i + 1) ** -skew);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

test.each([0, 0.5, 0.99, 1, 1.5, 3])('draws each of 20 ranks as often as k^-%d asks for', (skew) => {
  const draws = 100_000;
  const expected = probabilities(20, skew);
  for (const [i, found] of frequencies(20, skew, draws).entries()) {
    const deviation = Math.sqrt((expected[i] * (1 - expected[i])) / draws);
    expect(Math.abs(found - expected[i])).toBeLessThan(5 * deviation + 1e-4);
  }
});

test('gives the most popular of a million ranks its share without a table of a million entries', () => {
  const n = 2 ** 20;
  const zipf = new Zipf(n, 0.99);
  const random = new Random(5);
  const draws = 50_000;
  let top = 0;
  let upperHalf = 0;
  for (let i = 0; i < draws; i++) {
    const rank = zipf.draw(random);
    if (rank === 1) top++;
    if (rank > n / 2) upperHalf++;
  }
  const [first] = probabilities(n, 0.99);
  expect(top / draws).toBeCloseTo(first, 2);
  expect(upperHalf).toBeGreaterThan(0);
});

test('stays within its ranks for every size and skew', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 26 }), fc.double({ min: 0, max: 10, noNaN: true }), fc.nat(), (n, skew, seed) => {
      const zipf = new Zipf(n, skew);
      const random = new Random(seed);
      for (let i = 0; i < 20; i++) {
        const rank = zipf.draw(random);
        expect(Number.isInteger(rank) && rank >= 1 && rank <= n).toBe(true);
      }
    }),
  );
});
