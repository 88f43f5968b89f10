import { expect, it } from 'vitest';
import { steady } from './steady.js';

it.each([
  [0, 4e6, undefined],
  [20, 4e6, undefined],
  [20.01, null, 'margin of error above 20 %'],
])('a speed with a margin of error of %d %% has the figure %s', (marginPercent, operationsPerSecond, why) => {
  const measured = { name: 'fork', operationsPerSecond: 4e6, marginPercent, samples: 3 };
  expect(steady(measured)).toEqual({ ...measured, operationsPerSecond, ...(why === undefined ? {} : { why }) });
  expect(steady(steady(measured))).toEqual(steady(measured));
});
