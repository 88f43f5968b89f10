/**
 * The chart `cost-and-correctness`: in a row per policy the scenarios that it fails, by class, and what it costs on
 * each workload against the baseline. Once with the panels side by side, once below each other for narrow screens.
 */

import type { TopLevelSpec } from 'vega-lite';
import type { Results, WorkloadSummary } from '../../core/run/results.js';
import { baselineOf } from '../findings/baseline.js';
import { type ClassEntry, classEntries, classesIn } from '../findings/classes.js';
import { costsOf, type PolicyCost } from '../costs/workload-costs.js';
import { type History, historyOf } from '../findings/history.js';
import { chartConfig, chartSchema, narrowConfig } from './chart-style.js';
import { correctnessPanel, correctnessRows, correctnessWidth } from './correctness-panel.js';
import { costPanel } from './cost-panel.js';
import { type CostRow, costRowsOf, wayRowsOf } from './cost-rows.js';
import { panelTitle, wrapped } from './panels.js';

/** As many as fit on a page of ordinary width, beside the names and classes and in the bands below. */
const panelsPerBand = 5;

const plotWidth = { wide: 112, narrow: 160 } as const;

interface Picture {
  readonly history: History;
  readonly entries: readonly ClassEntry[];
  readonly panels: readonly { readonly workload: WorkloadSummary; readonly rows: readonly CostRow[] }[];
  /** What every time on the picture says of itself. */
  readonly caveats: readonly string[];
}

/** Undefined when no class has an entry and no workload has priced differences. */
export function costAndCorrectnessChart(results: Results): TopLevelSpec | undefined {
  const picture = pictureOf(results);
  if (picture === undefined) return undefined;
  const {
    entries,
    panels,
    history: { order },
  } = picture;
  const correctness = correctnessRows(entries, order);
  const correct = correctnessPanel(correctness, { marks: { name: 'scenarios' }, labels: { name: 'classes' } }, order, {
    width: correctnessWidth(correctness),
    named: true,
  });
  const costs = panels.map(({ workload, rows }, index) =>
    costPanel(workload.title, rows, order, { width: plotWidth.wide, named: index > 0 && index % panelsPerBand === 0 }),
  );
  const bands = Array.from({ length: Math.max(1, Math.ceil(costs.length / panelsPerBand)) }, (_, band) => ({
    bounds: 'flush' as const,
    spacing: 24,
    hconcat: [...(band === 0 ? [correct] : []), ...costs.slice(band * panelsPerBand, (band + 1) * panelsPerBand)],
  }));
  return specification(picture, bands, 150, {
    scenarios: correctness.marks as object[],
    classes: correctness.labels as object[],
  });
}

/** The same with every panel as wide as a telephone, its rows named: nothing scrolls sideways out of sight of its name. */
export function narrowCostAndCorrectnessChart(results: Results): TopLevelSpec | undefined {
  const picture = pictureOf(results);
  if (picture === undefined) return undefined;
  const {
    entries,
    panels,
    history: { order },
  } = picture;
  const look = { width: plotWidth.narrow, named: true };
  const correct = classesIn(entries).map((kind) => {
    const rows = correctnessRows(
      entries.filter((entry) => entry.kind === kind),
      order,
    );
    const panel = correctnessPanel(rows, { marks: { values: rows.marks }, labels: { values: [] } }, order, look);
    return { ...panel, title: { text: kind, ...panelTitle } };
  });
  const costs = panels.map(({ workload, rows }) => costPanel(workload.title, rows, order, look));
  const spec = specification(picture, [...correct, ...costs], 44, {});
  return { ...spec, padding: 2, config: narrowConfig };
}

function pictureOf(results: Results): Picture | undefined {
  const costs = results.workloads.map((workload) => ({ workload, costs: costsOf(results, workload.id) }));
  const panels = costs
    .map(({ workload, costs: mine }) => ({ workload, rows: costRowsOf(workload.id, mine) }))
    .filter(({ rows }) => rows.some(({ low, high }) => low !== 0 || high !== 0));
  const entries = classEntries(results);
  if (entries.length + panels.length === 0) return undefined;
  const shown = costs.filter(({ workload }) => panels.some((panel) => panel.workload === workload));
  return {
    history: historyOf(results),
    entries,
    panels,
    caveats: caveatsOf(
      shown.flatMap((workload) => workload.costs),
      baselineOf(results) ?? '',
    ),
  };
}

/** Empty where no times are shown. */
function caveatsOf(costs: readonly PolicyCost[], baseline: string): readonly string[] {
  const differences = costs.flatMap((cost) => cost.differences.slice(0, 1));
  const [first] = differences;
  if (first === undefined) return [];
  const transplanted = differences.some((difference) => difference.transplanted.length > 0)
    ? `, transplanted: that kernel has ${first.profile.policy}`
    : '';
  return [
    `Times are estimated differences to ${baseline}: intervals over the spread of prices measured on Linux ${
      first.profile.kernel
    }${transplanted}. Contention and caches are not modelled; events without a price are left out.`,
    '▸ dearer · ◂ cheaper (hollow: unless events without a price outweigh it) · ○ no statement · ● same counts · ◆ baseline',
  ];
}

/** @param letters of the subtitle in a line */
function specification(
  { history, panels, caveats }: Picture,
  vconcat: readonly object[],
  letters: number,
  datasets: Readonly<Record<string, object[]>>,
): TopLevelSpec {
  const description = 'Scenarios that policies fail, by class, and cost intervals against the baseline, a row per policy';
  return {
    $schema: chartSchema,
    description,
    background: 'white',
    padding: 8,
    title: {
      text: 'Cost against correctness',
      subtitle: ['■ scenario violated · □ documented hazard · ▬ needless copy', ...caveats].flatMap((line) =>
        wrapped(line, letters),
      ),
    },
    datasets: {
      ...datasets,
      costs: panels.flatMap(({ rows }) => rows) as object[],
      ways: panels.flatMap(({ rows }) => wayRowsOf(rows, history)) as object[],
    },
    spacing: 30,
    vconcat: vconcat as never,
    resolve: { scale: { x: 'independent', y: 'independent' } },
    config: chartConfig,
  };
}
