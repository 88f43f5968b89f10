import { expect, it } from 'vitest';
import type { Measurement } from '../../core/run/results.js';
import { costsOf } from '../costs/workload-costs.js';
import { cellOf, plainProfile } from '../testing/measurements.js';
import { sampleResults } from '../testing/sample-results.js';
import { type CostRow, costRowsOf } from './cost-rows.js';

/** Rows of `mapcount`, without copies, and of policies with so many. */
function rows(...copies: readonly number[]): readonly CostRow[] {
  const ids = ['mapcount', ...copies.map((_, index) => `p${index}`)];
  const measurements = ids.map((id, index): Measurement => cellOf(id, { copies: index === 0 ? 0 : copies[index - 1] }));
  const policies = ids.map((id) => ({ id, title: '', sources: [] }));
  return costRowsOf('w', costsOf({ ...sampleResults(), policies, measurements }, 'w', [plainProfile()]));
}

it('draws all intervals whole where they are of one order', () => {
  for (const row of rows(10, 12, 30, 31, 32)) {
    expect({ from: row.from, at: row.at, to: row.to, beyond: row.beyond }).toEqual({
      from: row.low,
      at: row.middle,
      to: row.high,
      beyond: '',
    });
  }
});

it('cuts the one interval that would hide the others, says where it ends, and keeps its true ends in the data', () => {
  const all = rows(10, 12, 13, 14, 9_000);
  const last = all.at(-1);
  expect(last?.beyond).toBe('to 5.4 ms →');
  expect(last?.to).toBeLessThan(2 * Math.max(...all.slice(0, -1).map(({ to }) => to)));
  expect([last?.unit, last?.high]).toEqual(['µs', 5_400]);
  expect(all.slice(0, -1).map(({ beyond }) => beyond)).toEqual(['', '', '', '', '']);
});

it('cuts nothing where many reach far: they are what the picture is about', () => {
  expect(rows(10, 9_000, 9_001, 9_002).map(({ beyond }) => beyond)).toEqual(['', '', '', '', '']);
});
