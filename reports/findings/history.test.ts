import { expect, it } from 'vitest';
import type { PolicySummary } from '../../core/run/results.js';
import { baselineOf } from './baseline.js';
import { historyOf } from './history.js';
import { sampleResults } from '../testing/sample-results.js';

function results(...policies: readonly (Partial<PolicySummary> & { readonly id: string })[]) {
  return { ...sampleResults(), policies: policies.map((policy) => ({ title: '', sources: [], ...policy })) };
}

it('keeps the order of the run, and follows releases as numbers', () => {
  const history = historyOf(
    results(
      { id: 'proposal', extends: 'early' },
      { id: 'late', since: '5.11' },
      { id: 'stray' },
      { id: 'early', since: '5.9' },
      { id: 'old+x', since: '4.9' },
      { id: 'old', since: '4.9' },
    ),
  );
  expect(history.order).toEqual(['proposal', 'late', 'stray', 'early', 'old+x', 'old']);
  expect(history.successions).toEqual([
    { from: 'old', to: 'early', released: true },
    { from: 'early', to: 'late', released: true },
    { from: 'early', to: 'proposal', released: false },
    { from: 'old', to: 'old+x', released: false },
  ]);
});

it('goes no way from a policy that was not run', () => {
  expect(historyOf(results({ id: 'a', extends: 'gone' }, { id: 'b', extends: 'a' }))).toEqual({
    order: ['a', 'b'],
    successions: [{ from: 'a', to: 'b', released: false }],
  });
});

it('compares with the baseline of the run, else with mapcount, else with the first policy', () => {
  expect(baselineOf({ ...results({ id: 'a' }, { id: 'mapcount' }), baseline: 'a' })).toBe('a');
  expect(baselineOf(results({ id: 'a' }, { id: 'mapcount' }))).toBe('mapcount');
  expect(baselineOf(results({ id: 'a' }, { id: 'b' }))).toBe('a');
  expect(baselineOf(results())).toBeUndefined();
});
