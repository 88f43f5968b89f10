import { expect, it } from 'vitest';
import { ratiosOf, samplesBy, samplesOf } from './samples.js';

it('takes the median and half the distance of the quartiles, whatever the order', () => {
  expect(samplesOf([5, 1, 2, 100, 3])).toEqual({ median: 3, spread: 1.5, samples: 5 });
  expect(samplesOf([1, 2])).toEqual({ median: 1.5, spread: 0.25, samples: 2 });
  expect(() => samplesOf([])).toThrow('without samples');
});

it('measures in turns and takes the ratio within each pair, so that a slow spell counts for both', async () => {
  const order: string[] = [];
  let slowness = 1;
  const measure = (name: string, time: number) => (): number => {
    order.push(name);
    return time * slowness;
  };
  const second = measure('b', 2);
  const found = await ratiosOf(3, measure('a', 3), () => {
    const time = second();
    slowness *= 10;
    return time;
  });
  expect(found).toEqual({ median: 1.5, spread: 0, samples: 3 });
  expect(order.join('')).toBe('abababab');
});

it('leaves the first run out', async () => {
  const times = [1000, 4, 6, 5];
  expect(await samplesBy(3, () => times.shift() ?? NaN)).toEqual({ median: 5, spread: 0.5, samples: 3 });
});
