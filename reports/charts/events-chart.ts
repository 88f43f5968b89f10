/** The chart `events-by-policy`: what each policy does on each workload. Counts, not times. */

import { showCount } from '../../core/errors/numbers.js';
import type { Config, TopLevelSpec } from 'vega-lite';
import { eventNames } from '../../core/program/events.js';
import type { Results } from '../../core/run/results.js';
import { reportedEvents } from '../costs/event-table.js';
import { historyOf } from '../findings/history.js';
import { chartConfig, chartSchema, narrowConfig, palette } from './chart-style.js';
import { wrapped } from './panels.js';

/** The events a COW comparison is about, in the order a write fault meets them. */
const events = eventNames.flatMap((event) => {
  const { bars } = reportedEvents[event];
  return bars === 'none' ? [] : [{ event, label: bars.label, colour: palette[bars.colour] }];
});

interface Row {
  readonly workload: string;
  readonly policy: string;
  readonly event: string;
  readonly count: number;
  readonly label: string;
  readonly description: string;
}

/** Undefined when no workload ran whose counts tell policies apart. A failed cell has no bar. */
export function eventsChart(results: Results): TopLevelSpec | undefined {
  return specify(results, wideLook);
}

/** The same with the panels of a workload below each other, every row named. */
export function narrowEventsChart(results: Results): TopLevelSpec | undefined {
  return specify(results, narrowLook);
}

interface Look {
  /** Pixels of a panel. */
  readonly width: number;
  readonly beside: boolean;
  readonly padding: number;
  readonly config: Config;
}

const wideLook: Look = { width: 176, beside: true, padding: 8, config: chartConfig };
const narrowLook: Look = { width: 160, beside: false, padding: 2, config: narrowConfig };

function specify(results: Results, look: Look): TopLevelSpec | undefined {
  const all = eventRowsOf(results);
  const workloads = results.workloads.filter((w) => differ(all.filter((row) => row.workload === w.id)));
  if (workloads.length === 0) return undefined;
  const rows = all.filter((row) => workloads.some((w) => w.id === row.workload));
  const policies = historyOf(results).order;
  return {
    $schema: chartSchema,
    description: 'Counts of faults, reuses, copies and early copies by policy, one row of panels per workload',
    background: 'white',
    padding: look.padding,
    data: { name: 'events', values: rows },
    spacing: 28,
    vconcat: workloads.map((workload) => panels(workload.id, workload.title, policies, rows, look)),
    config: look.config,
  };
}

function differ(rows: readonly Row[]): boolean {
  return events.some(({ label }) => {
    const counts = rows.filter((row) => row.event === label).map((row) => row.count);
    return new Set(counts).size > 1;
  });
}

/** One panel per event, side by side on one scale, so that policies and events can be compared within a workload. */
function panels(id: string, title: string, policies: readonly string[], rows: readonly Row[], look: Look) {
  const largest = Math.max(1, ...rows.filter((row) => row.workload === id).map((row) => row.count));
  const by = { field: 'event', type: 'nominal' as const, title: null, sort: events.map((e) => e.label) };
  return {
    title: [...wrapped(title, look.beside ? 90 : 40)],
    transform: [{ filter: { field: 'workload', equal: id } }],
    // Flush, so that the panels of all workloads stand under each other whatever their labels.
    bounds: 'flush' as const,
    spacing: look.beside ? 30 : 46,
    facet: look.beside ? { column: by } : { row: { ...by, header: { labelOrient: 'top' as const, labelAngle: 0 } } },
    spec: {
      width: look.width,
      height: { step: 18 },
      encoding: {
        y: { field: 'policy', type: 'nominal' as const, title: null, sort: policies, scale: { domain: [...policies] } },
        // The labels stand behind the bars and need room inside the panel.
        x: {
          field: 'count',
          type: 'quantitative' as const,
          title: null,
          scale: { domainMax: largest * 1.5, nice: false },
          axis: { grid: false, tickCount: 2, labelExpr: "datum.value === 0 ? '0' : format(datum.value, '~s')" },
        },
      },
      layer: [
        drawnBars(),
        {
          mark: { type: 'text' as const, align: 'left' as const, dx: 4, fontSize: 11, color: '#3d4450' },
          encoding: { text: { field: 'label', type: 'nominal' as const } },
        },
      ],
    },
  };
}

function drawnBars() {
  return {
    mark: { type: 'bar' as const, height: { band: 0.7 } },
    encoding: {
      color: {
        field: 'event',
        type: 'nominal' as const,
        legend: null,
        scale: { domain: events.map((e) => e.label), range: events.map((e) => e.colour) },
      },
      description: { field: 'description', type: 'nominal' as const },
      tooltip: { field: 'description', type: 'nominal' as const },
    },
  };
}

function eventRowsOf(results: Results): readonly Row[] {
  return results.measurements
    .filter((cell) => cell.error === undefined)
    .flatMap((cell) =>
      events.map(({ event, label }) => {
        const count = cell.events[event] ?? 0;
        return {
          workload: cell.workload,
          policy: cell.policy,
          event: label,
          count,
          label: showCount(count),
          description: `${cell.policy}: ${showCount(count)} ${label} in ${cell.workload}`,
        };
      }),
    );
}
