import { expect, it } from 'vitest';
import type { Speed } from '../../core/run/results.js';
import { renderSpeed } from './speed-text.js';

it('gives every speed with its margin of error, policies of one bench together', () => {
  const timed = (name: string, operationsPerSecond: number): Speed => ({ name, operationsPerSecond, marginPercent: 1.8, samples: 9 });
  const text = renderSpeed([timed('fork, mapcount', 52_134_000), timed('load', 9_000_000), timed('fork, early-cow', 4e6)], 100);
  expect(text.split('\n').slice(1)).toEqual(['  fork: mapcount 52.1 ± 1.8 %, early-cow 4 ± 1.8 %', '  load: 9 ± 1.8 %', '']);
  expect(renderSpeed([], 100)).toBe('');
});
