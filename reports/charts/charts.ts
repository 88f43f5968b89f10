/** The charts of a report, each as specification with its data and as SVG. */

import type { TopLevelSpec } from 'vega-lite';
import type { Results } from '../../core/run/results.js';
import { breachesChart } from './breaches-chart.js';
import { eventsChart } from './events-chart.js';
import { renderChart } from './render-chart.js';

export interface Chart {
  /** File name without ending: `events-by-policy`. */
  readonly name: string;
  readonly title: string;
  /** What to know before reading it, one or two sentences. */
  readonly note: string;
  readonly specification: TopLevelSpec;
  readonly svg: string;
}

interface Plan {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly specify: (results: Results) => TopLevelSpec | undefined;
}

const plans: readonly Plan[] = [
  {
    name: 'breaches-by-class',
    title: 'Breached scenarios by kind of breach',
    note: 'Every brick is one scenario; point at it for its name. How many scenarios of a kind exist says nothing '
      + 'about how often real programs meet them, so the length of a bar is no score.',
    specify: breachesChart,
  },
  {
    name: 'events-by-policy',
    title: 'Events by policy',
    note: 'Counts are facts of the model; what they cost depends on the machine. Panels of one workload share a scale.',
    specify: eventsChart,
  },
];

/** Charts without data are left out: nothing breached, or no workload run. */
export async function drawCharts(results: Results): Promise<readonly Chart[]> {
  const charts: Chart[] = [];
  for (const { name, title, note, specify } of plans) {
    const specification = specify(results);
    if (specification === undefined) continue;
    charts.push({ name, title, note, specification, svg: await renderChart(specification) });
  }
  return charts;
}
