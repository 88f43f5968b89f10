/** One workload in the picture of cost against correctness: intervals against the baseline, and the way of history. */

import { showInterval, unitFor } from '../numbers.js';
import { middle } from '../costs/interval.js';
import { sayStatement } from '../costs/cost-words.js';
import type { PolicyCost } from '../costs/workload-costs.js';
import type { History } from '../history.js';
import { palette } from './chart-style.js';
import { described, gridColour, panelTitle, policyRows, rowStep } from './panels.js';

export interface CostRow {
  readonly workload: string;
  readonly policy: string;
  /** Difference to the baseline, in `unit`. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly unit: string;
  readonly statement: string;
  readonly description: string;
}

export interface WayRow {
  readonly workload: string;
  /** Number of the way; both of its ends have it. */
  readonly way: number;
  readonly released: boolean;
  readonly policy: string;
  readonly middle: number;
}

/** All rows of a workload in one unit; the baseline is a point at zero. Under the first profile. */
export function costRowsOf(workload: string, costs: readonly PolicyCost[]): readonly CostRow[] {
  const intervals = costs.map(({ differences }) => differences[0]?.interval ?? { low: 0, high: 0 });
  const unit = unitFor(Math.max(...intervals.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)])));
  return costs.map(({ policy, differences, statement }, index): CostRow => {
    const interval = intervals[index] ?? { low: 0, high: 0 };
    const [difference] = differences;
    const said = difference === undefined || statement === undefined ? 'the baseline'
      : `${showInterval(interval)} over the baseline, ${sayStatement(statement, difference)}`;
    return {
      workload, policy, unit: unit.name, statement: statement ?? 'baseline',
      low: interval.low / unit.nanoseconds, middle: middle(interval) / unit.nanoseconds,
      high: interval.high / unit.nanoseconds, description: `${policy} on ${workload}: ${said}`,
    };
  });
}

/** Both ends of every way of history whose policies ran here. */
export function wayRowsOf(rows: readonly CostRow[], history: History): readonly WayRow[] {
  const at = new Map(rows.map((row) => [row.policy, row]));
  return history.successions.flatMap(({ from, to, released }, way) => {
    const ends = [at.get(from), at.get(to)].filter((row) => row !== undefined);
    return ends.length < 2 ? [] : ends.map((row): WayRow => (
      { workload: row.workload, way, released, policy: row.policy, middle: row.middle }));
  });
}

export function costPanel(title: readonly string[], rows: readonly CostRow[], policies: readonly string[]) {
  const [first] = rows;
  const workload = first?.workload ?? '';
  const only = [{ filter: { field: 'workload', equal: workload } }];
  const y = policyRows(policies, false);
  const x = {
    field: 'middle', type: 'quantitative' as const, title: `${first?.unit ?? 'ns'} over the baseline`,
    axis: { tickCount: 4, grid: true, gridColor: gridColour },
  };
  return {
    title: { text: [...title], ...panelTitle },
    width: 126,
    height: { step: rowStep },
    layer: [
      {
        data: { values: [{}] }, mark: { type: 'rule' as const, color: palette.grey, strokeWidth: 1.5 },
        encoding: { x: { datum: 0 } },
      },
      way(only, true, y, x), way(only, false, y, x),
      {
        data: { name: 'costs' }, transform: only,
        mark: { type: 'rule' as const, color: palette.blue, strokeWidth: 5, opacity: 0.45 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        data: { name: 'costs' }, transform: only,
        mark: { type: 'point' as const, size: 60, strokeWidth: 1.75, opacity: 1 },
        encoding: {
          y, x, ...described,
          shape: { condition: { test: "datum.statement === 'baseline'", value: 'diamond' }, value: 'circle' },
          stroke: { value: palette.blue },
          // Hollow where nothing may be said, so that colour is not needed.
          fill: {
            condition: { test: "datum.statement === 'no statement'", value: 'transparent' }, value: palette.blue,
          },
        },
      },
    ],
  };
}

function way(
  only: readonly { filter: { field: string; equal: string } }[], released: boolean,
  y: ReturnType<typeof policyRows>, x: object,
) {
  return {
    data: { name: 'ways' },
    transform: [...only, { filter: { field: 'released', equal: released } }],
    mark: {
      type: 'line' as const, color: palette.orange, strokeWidth: released ? 2.25 : 1.25, opacity: 0.9,
      ...(released ? {} : { strokeDash: [4, 3] }),
    },
    encoding: {
      y, x: { ...x, field: 'middle', type: 'quantitative' as const },
      detail: { field: 'way', type: 'nominal' as const }, order: { field: 'way', type: 'quantitative' as const },
    },
  };
}
