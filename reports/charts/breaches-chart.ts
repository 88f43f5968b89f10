/** The chart `breaches-by-class`: scenarios each policy breaches, by kind. One brick per scenario, never a score. */

import type { TopLevelSpec } from 'vega-lite';
import { breachKinds, type BreachKind } from '../../core/program/verdict.js';
import type { Results } from '../../core/run/results.js';
import { breachedScenarios, breachWords } from '../breach-words.js';
import { chartConfig, chartSchema, palette } from './chart-style.js';

const colours: Readonly<Record<BreachKind, string>> = {
  isolation: palette.vermilion, coherence: palette.blue, snapshot: palette.orange, 'lost-write': palette.purple,
  lifetime: palette.brown, filesystem: palette.green, invariant: palette.olive,
  progress: palette.sky, crash: palette.grey,
};

/** Undefined when nothing is breached. A scenario breached in two ways is a brick in both colours. */
export function breachesChart(results: Results): TopLevelSpec | undefined {
  const breached = breachedScenarios(results);
  if (breached.length === 0) return undefined;
  const kinds = breachKinds.filter((kind) => breached.some((b) => b.kind === kind));
  const policies = results.policies.map((p) => p.id);
  const values = breached.map((b) => ({
    ...b, scenarios: 1, order: kinds.indexOf(b.kind),
    description: `${b.scenario} under ${b.policy}: ${b.kind}, ${breachWords[b.kind]}`
      + (b.documentedHazard ? '; a documented hazard' : ''),
  }));
  return {
    $schema: chartSchema,
    description: 'Breached scenarios by policy and kind of breach; every brick is one scenario, named in the data',
    background: 'white',
    padding: 8,
    data: { name: 'breaches', values },
    width: 760,
    height: { step: 26 },
    mark: { type: 'bar', stroke: 'white', strokeWidth: 1.5, height: { band: 0.72 } },
    encoding: {
      y: { field: 'policy', type: 'nominal', title: null, sort: policies, scale: { domain: policies } },
      x: {
        field: 'scenarios', type: 'quantitative', stack: 'zero', title: 'breached scenarios (one brick each)',
        axis: { tickMinStep: 1, format: 'd' },
      },
      order: { field: 'order', type: 'quantitative' },
      detail: { field: 'scenario', type: 'nominal' },
      color: {
        field: 'kind', type: 'nominal', sort: kinds,
        scale: { domain: kinds, range: kinds.map((kind) => colours[kind]) },
        legend: { orient: 'top', title: null, columns: 5 },
      },
      description: { field: 'description', type: 'nominal' },
      tooltip: { field: 'description', type: 'nominal' },
    },
    config: chartConfig,
  };
}
