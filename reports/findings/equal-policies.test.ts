import { describe, expect, it } from 'vitest';
import { cellOf } from '../testing/measurements.js';
import { alike } from './alike.js';
import { equalPolicies } from './equal-policies.js';

describe('what is alike', () => {
  it('is together, groups and their members in the order in which they came', () => {
    expect(alike(['pin', 'fork', 'put', 'get', 'futex'], ([letter = '']) => letter)).toEqual([
      ['pin', 'put'],
      ['fork', 'futex'],
      ['get'],
    ]);
    expect(alike([], String)).toEqual([]);
  });
});

describe('equal policies', () => {
  const together = (...cells: readonly ReturnType<typeof cellOf>[]): readonly string[] =>
    equalPolicies(cells.map((cell) => ({ cell }))).map((same) => same.map(({ cell }) => cell.policy).join(' '));

  it('have the same counts, in whatever order and with or without those that stayed at zero', () => {
    expect(
      together(
        cellOf('a', { copies: 1, reuses: 2 }),
        cellOf('b', { copies: 2 }),
        cellOf('c', { reuses: 2, faults: 0, copies: 1 }),
      ),
    ).toEqual(['a c', 'b']);
  });

  it('have them on other numbers of CPUs as well, and take as many frames', () => {
    const placed = (policy: string, copies: number) =>
      cellOf(policy, { copies: 1 }, { placements: [{ cpus: 4, events: { copies } }] });
    expect(together(placed('a', 1), placed('b', 2), placed('c', 1))).toEqual(['a c', 'b']);
    expect(together(cellOf('a', {}), cellOf('b', {}, { peakFrames: 2 }))).toEqual(['a', 'b']);
  });
});
