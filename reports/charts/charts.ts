/** The charts of a report, each as specification with its data and as SVG. */

import type { TopLevelSpec } from 'vega-lite';
import type { Results } from '../../core/run/results.js';
import { chartTables } from './chart-tables.js';
import { costAndCorrectnessChart, narrowCostAndCorrectnessChart } from './cost-and-correctness-chart.js';
import { eventsChart, narrowEventsChart } from './events-chart.js';
import { renderChart } from './render-chart.js';

/** As it is written into the report folder and shown on the page. */
export interface Chart {
  /** File name without ending: `events-by-policy`. */
  readonly name: string;
  readonly title: string;
  /** What to know before reading it, one or two sentences. */
  readonly note: string;
  readonly specification: TopLevelSpec;
  readonly svg: string;
  /** The same drawn for a narrow screen. */
  readonly narrowSvg: string;
  /** The data as CSV, by name. */
  readonly tables: ReadonlyMap<string, string>;
}

interface Plan {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly specify: (results: Results) => TopLevelSpec | undefined;
  /** The same for a narrow screen. */
  readonly specifyNarrow: (results: Results) => TopLevelSpec | undefined;
  /** Why there is nothing to draw, in words that complete "left out, because …". */
  readonly whyAbsent: (results: Results) => string;
}

const plans: readonly Plan[] = [
  {
    name: 'cost-and-correctness',
    title: 'Cost against correctness',
    note:
      'A row per policy, in the order of the matrix. Correctness: the scenarios that it fails, by class; every ' +
      'scenario keeps its place in all rows, and pointing at a mark names it. A filled bar is a violation, a hollow one ' +
      'a documented hazard, a low one a needless copy, which breaks nothing. Costs: an interval per workload, cut where ' +
      'it would make the others too short to see. The path is the history of releases, dashed where a policy was ' +
      'never released or only builds on another.',
    specify: costAndCorrectnessChart,
    specifyNarrow: narrowCostAndCorrectnessChart,
    whyAbsent: () => 'no scenario fails under a policy, and on no workload do priced events differ between policies',
  },
  {
    name: 'events-by-policy',
    title: 'Events by policy',
    note:
      'Counts are facts of the model; what they cost depends on the machine. Panels of one workload share a scale. ' +
      'Workloads on which all policies have the same counts of these events are left out.',
    specify: eventsChart,
    specifyNarrow: narrowEventsChart,
    whyAbsent: ({ policies, measurements }) => {
      if (measurements.every(({ error }) => error !== undefined)) return 'no workload was measured';
      if (policies.length === 1) return 'there is one policy, so there is nothing to compare';
      return 'on every workload all policies have the same counts of faults, reuses, copies and early copies';
    },
  },
];

/** A chart that a report cannot have. */
export interface AbsentChart {
  readonly title: string;
  /** Completes "left out, because …". */
  readonly why: string;
}

/** The charts that are not among those drawn, with the reason. */
export function absentCharts(results: Results, drawn: readonly Chart[]): readonly AbsentChart[] {
  return plans
    .filter(({ name }) => !drawn.some((chart) => chart.name === name))
    .map(({ title, whyAbsent }) => ({ title, why: whyAbsent(results) }));
}

/** A chart is looked at without its page, too. */
function quick(specification: TopLevelSpec, title: string): TopLevelSpec {
  const { title: own } = specification as { readonly title?: object };
  return { ...specification, title: { ...own, text: [title, 'Quick run: workloads at a tenth of their size'] } };
}

/** Charts without data are left out; `absentCharts` says why. */
export async function drawCharts(results: Results): Promise<readonly Chart[]> {
  const charts: Chart[] = [];
  for (const { name, title, note, specify, specifyNarrow } of plans) {
    const [wide, slim] = [specify(results), specifyNarrow(results)];
    if (wide === undefined || slim === undefined) continue;
    const [specification, narrow] = results.quick === true ? [quick(wide, title), quick(slim, title)] : [wide, slim];
    const [svg, narrowSvg] = [await renderChart(specification), await renderChart(narrow)];
    charts.push({ name, title, note, specification, svg, narrowSvg, tables: chartTables(specification) });
  }
  return charts;
}
