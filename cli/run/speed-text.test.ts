import { expect, it } from 'vitest';
import type { Speed } from '../../core/run/results.js';
import { renderSpeed } from './speed-text.js';

it('gives every speed with its margin of error, policies of one bench together', () => {
  const timed = (subject: string, policy: string, operationsPerSecond: number): Speed => ({
    name: `${subject}, ${policy}`,
    subject,
    policy,
    operationsPerSecond,
    marginPercent: 1.8,
    samples: 9,
  });
  const text = renderSpeed(
    [timed('fork', 'mapcount', 52_134_000), timed('load, twice', 'mapcount', 9_000_000), timed('fork', 'early-cow', 4e6)],
    100,
  );
  expect(text.split('\n').slice(1)).toEqual([
    '  fork: mapcount 52.1 ± 1.8 %, early-cow 4 ± 1.8 %',
    '  load, twice: mapcount 9 ± 1.8 %',
    '',
  ]);
  expect(renderSpeed([], 100)).toBe('');
});

it('gives the margin alone where it is too large for a figure', () => {
  const speed = { name: 'fork, mapcount', operationsPerSecond: null, marginPercent: 34.5, samples: 3 };
  const text = renderSpeed([speed], 100);
  expect(text.split('\n')[1].trim().replaceAll('\u00a0', ' ')).toBe('fork, mapcount: no figure: ± 34.5 %');
});

it('gives what an earlier cowlab measured by its whole name, and takes none apart', () => {
  const text = renderSpeed([{ name: 'fork, mapcount', operationsPerSecond: 4e6, marginPercent: 1.8, samples: 9 }], 100);
  expect(text.split('\n').slice(1)).toEqual(['  fork, mapcount: 4 ± 1.8 %', '']);
});
