import { expect, it } from 'vitest';
import type { PolicySummary } from '../core/run/results.js';
import { baselineOf } from './baseline.js';
import { historyOf } from './history.js';
import { sampleResults } from './testing/sample-results.js';

function results(...policies: readonly (Partial<PolicySummary> & { readonly id: string })[]) {
  return { ...sampleResults(), policies: policies.map((policy) => ({ title: '', sources: [], ...policy })) };
}

it('orders releases as numbers and puts what was never released behind its parent', () => {
  const history = historyOf(results(
    { id: 'proposal', extends: 'early' }, { id: 'late', since: '5.11' }, { id: 'stray' },
    { id: 'early', since: '5.9' }, { id: 'old+x', since: '4.9' }, { id: 'old', since: '4.9' },
  ));
  expect(history.order).toEqual(['old', 'old+x', 'early', 'proposal', 'late', 'stray']);
  expect(history.successions).toEqual([
    { from: 'old', to: 'early', released: true }, { from: 'early', to: 'late', released: true },
    { from: 'early', to: 'proposal', released: false }, { from: 'old', to: 'old+x', released: false },
  ]);
});

it('puts what led to a release between the releases around it', () => {
  const { order } = historyOf(results(
    { id: 'old', since: '4.9' }, { id: 'between', since: '5.8', extends: 'old' },
    { id: 'draft', extends: 'old' }, { id: 'new', since: '5.9', extends: 'draft' },
  ));
  expect(order).toEqual(['old', 'between', 'draft', 'new']);
});

it('loses no policy, also when one extends what was not run', () => {
  expect(historyOf(results({ id: 'a', extends: 'gone' }, { id: 'b', extends: 'a' })).order).toEqual(['a', 'b']);
});

it('compares with the baseline of the run, else with mapcount, else with the first policy', () => {
  expect(baselineOf({ ...results({ id: 'a' }, { id: 'mapcount' }), baseline: 'a' })).toBe('a');
  expect(baselineOf(results({ id: 'a' }, { id: 'mapcount' }))).toBe('mapcount');
  expect(baselineOf(results({ id: 'a' }, { id: 'b' }))).toBe('a');
  expect(baselineOf(results())).toBeUndefined();
});
