import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from './random.js';

function first(seed: number, count: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.unit());
}

test('keeps its sequence from release to release, because a seed in a report must stay meaningful', () => {
  expect([first(1, 3), first(2 ** 40 + 1, 2)]).toMatchInlineSnapshot(`
    [
      [
        0.5516269059277428,
        0.9171766928384073,
        0.8382188006730045,
      ],
      [
        0.7141496310604555,
        0.5276278737594627,
      ],
    ]
  `);
  const random = new Random(1);
  expect(Array.from({ length: 8 }, () => random.below(100))).toMatchInlineSnapshot(`
    [
      51,
      32,
      1,
      54,
      43,
      94,
      21,
      81,
    ]
  `);
});

test('gives the same numbers for the same seed and others for another', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      fc.pre(a !== b);
      expect(first(a, 8)).toEqual(first(a, 8));
      expect(first(a, 8)).not.toEqual(first(b, 8));
    }),
  );
});

/** How many of `drawn` are in each tenth of [0, 1). */
function tenths(drawn: readonly number[]): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const value of drawn) counts[Math.floor(value * 10)]++;
  return counts;
}

test.each([
  ['the numbers of one seed', first(7, 20_000)],
  ['the first numbers of neighbouring seeds', Array.from({ length: 20_000 }, (_, seed) => first(seed, 1)[0])],
  [
    'the first numbers of seeds that differ beyond 32 bits',
    Array.from({ length: 20_000 }, (_, high) => first(high * 2 ** 32 + 1, 1)[0]),
  ],
])('spreads %s evenly over [0, 1)', (_, drawn) => {
  // Six standard deviations; the seeds are fixed.
  for (const count of tenths(drawn)) expect(Math.abs(count - 2000)).toBeLessThan(6 * Math.sqrt(20_000 * 0.1 * 0.9));
});

test('draws every integer below a bound about equally often, and no other', () => {
  const random = new Random(3);
  const counts = Array.from({ length: 7 }, () => 0);
  for (let i = 0; i < 7000; i++) counts[random.below(7)]++;
  expect(counts).toHaveLength(7);
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(6 * Math.sqrt(7000 * (1 / 7) * (6 / 7)));
  expect(random.below(1)).toBe(0);
});
