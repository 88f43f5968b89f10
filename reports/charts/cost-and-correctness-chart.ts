/**
 * The chart `cost-and-correctness`: policies from top to bottom as history had them, at the left the scenarios that
 * each fails, by class, at the right what it costs on each workload against the baseline.
 */

import type { TopLevelSpec } from 'vega-lite';
import type { Results, WorkloadSummary } from '../../core/run/results.js';
import { classEntries } from '../classes.js';
import { costsOf } from '../costs/workload-costs.js';
import { historyOf } from '../history.js';
import { chartConfig, chartSchema } from './chart-style.js';
import { correctnessPanel, correctnessRows } from './correctness-panel.js';
import { costPanel, costRowsOf, wayRowsOf } from './cost-panel.js';

/** As many as fit beside the names and classes on a page of ordinary width. */
const panelsPerBand = 4;

/** Undefined when no class has an entry and no workload has priced differences. */
export function costAndCorrectnessChart(results: Results): TopLevelSpec | undefined {
  const history = historyOf(results);
  const correctness = correctnessRows(classEntries(results), history.order);
  const workloads = results.workloads.map((workload) => ({ workload, costs: costsOf(results, workload.id) }))
    .map(({ workload, costs }) => ({ workload, rows: costRowsOf(workload.id, costs) }))
    .filter(({ rows }) => rows.some(({ low, high }) => low !== 0 || high !== 0));
  const costs = workloads.flatMap(({ rows }) => rows);
  if (correctness.marks.length + costs.length === 0) return undefined;
  const panels = workloads.map(({ workload, rows }) => costPanel(titleOf(workload), rows, history.order));
  const bands = Array.from({ length: Math.max(1, Math.ceil(panels.length / panelsPerBand)) }, (_, band) => ({
    bounds: 'flush' as const,
    spacing: 22,
    hconcat: [
      correctnessPanel(correctness, history.order),
      ...panels.slice(band * panelsPerBand, (band + 1) * panelsPerBand),
    ],
  }));
  return {
    $schema: chartSchema,
    description: 'Scenarios that policies fail, by class, and cost intervals against the baseline, in historical order',
    background: 'white',
    padding: 8,
    datasets: {
      scenarios: correctness.marks as object[], classes: correctness.labels as object[], costs: costs as object[],
      ways: workloads.flatMap(({ rows }) => wayRowsOf(rows, history)) as object[],
    },
    spacing: 30,
    vconcat: bands,
    resolve: { scale: { x: 'independent', y: 'independent' } },
    config: chartConfig,
  };
}

/** In lines that fit over a panel. */
function titleOf({ title }: WorkloadSummary): readonly string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 19) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
