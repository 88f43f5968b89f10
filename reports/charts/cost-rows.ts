/** The intervals of one workload as they are drawn: all in one unit, and cut where one would hide the others. */

import { sayStatement } from '../words/cost-words.js';
import { type Interval, middle } from '../costs/interval.js';
import { withoutEvents } from '../costs/statement.js';
import type { PolicyCost } from '../costs/workload-costs.js';
import type { History } from '../findings/history.js';
import { showInterval, showTime, unitFor } from '../words/numbers.js';

/** The interval of one policy on one workload. */
export interface CostRow {
  readonly workload: string;
  readonly policy: string;
  /** Difference to the baseline, in `unit`; zero for the baseline itself. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly unit: string;
  readonly statement: string;
  /** Whether events without a price could turn the statement around. */
  readonly reserved: boolean;
  /** As drawn: like `low` and `high`, or cut. */
  readonly from: number;
  readonly at: number;
  readonly to: number;
  /** Where a cut interval ends: `to 48.5 ms`; else empty. */
  readonly beyond: string;
  readonly description: string;
}

/** One end of the line from a policy to the one that followed it. */
export interface WayRow {
  readonly workload: string;
  /** Number of the way; both of its ends have it. */
  readonly way: number;
  readonly released: boolean;
  readonly policy: string;
  readonly at: number;
}

/** An interval that reaches so many times as far as the next one is cut, if at most such a part of them does. */
const farther = 6;
const fewest = 1 / 6;

/** What is cut still reaches farthest. */
const cutAt = 1.35;

const nowhere: Interval = { low: 0, high: 0 };

/** The baseline is a point at zero. Under the first profile. */
export function costRowsOf(workload: string, costs: readonly PolicyCost[]): readonly CostRow[] {
  const intervals = costs.map(({ differences }) => differences[0]?.interval ?? nowhere);
  const limit = limitOf(intervals.map(reach));
  const unit = unitFor(Math.min(limit, Math.max(...intervals.map(reach))));
  const shown = (value: number): number => Math.max(-limit, Math.min(limit, value)) / unit.nanoseconds;
  return costs.map(({ policy, differences, statement }, index): CostRow => {
    const interval = intervals[index] ?? nowhere;
    const [difference] = differences;
    const said =
      difference === undefined || statement === undefined
        ? 'the baseline'
        : `${showInterval(interval)} over the baseline, ${sayStatement(statement, difference)}`;
    const drawn = { low: shown(interval.low), high: shown(interval.high) };
    return {
      workload,
      policy,
      low: interval.low / unit.nanoseconds,
      middle: middle(interval) / unit.nanoseconds,
      high: interval.high / unit.nanoseconds,
      unit: unit.name,
      statement: statement ?? 'baseline',
      reserved: difference !== undefined && withoutEvents(difference).length > 0,
      from: drawn.low,
      at: middle(drawn),
      to: drawn.high,
      beyond: sayBeyond(interval, limit),
      description: `${policy} on ${workload}: ${said}`,
    };
  });
}

function reach({ low, high }: Interval): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** Nanoseconds beyond which nothing is drawn; infinite where nothing is cut. */
function limitOf(reaches: readonly number[]): number {
  const sorted = reaches.filter((far) => far > 0).toSorted((a, b) => a - b);
  const gap = sorted.findIndex((far, index) => index > 0 && far > farther * (sorted[index - 1] ?? far));
  const beyond = sorted.length - gap;
  return gap < 0 || beyond > fewest * reaches.length ? Infinity : cutAt * (sorted[gap - 1] ?? Infinity);
}

function sayBeyond({ low, high }: Interval, limit: number): string {
  if (high > limit) return `to ${showTime(high)} →`;
  return low < -limit ? `← from ${showTime(low)}` : '';
}

/** Both ends of every way of history whose policies ran here. */
export function wayRowsOf(rows: readonly CostRow[], history: History): readonly WayRow[] {
  const at = new Map(rows.map((row) => [row.policy, row]));
  return history.successions.flatMap(({ from, to, released }, way) => {
    const ends = [at.get(from), at.get(to)].filter((row) => row !== undefined);
    return ends.length < 2
      ? []
      : ends.map((row): WayRow => ({ workload: row.workload, way, released, policy: row.policy, at: row.at }));
  });
}
