/** One workload in the picture of cost against correctness: intervals against the baseline, and the way of history. */

import type { CostRow } from './cost-rows.js';
import { palette } from './chart-style.js';
import { described, gridColour, type PanelLook, panelTitle, policyRows, rowStep, wrapped } from './panels.js';

/** The title is wrapped to the panel; so many letters of it fit in a line of 100 pixels. */
const lettersPer100Pixels = 13.5;

/** The intervals of one workload, a row for each policy. */
export function costPanel(title: string, rows: readonly CostRow[], policies: readonly string[], look: PanelLook) {
  const [first] = rows;
  const workload = first?.workload ?? '';
  const only = [{ filter: { field: 'workload', equal: workload } }];
  const y = policyRows(policies, look.named);
  const domain = domainOf(rows);
  const x = {
    field: 'at',
    type: 'quantitative' as const,
    title: `${first?.unit ?? 'ns'} over the baseline`,
    scale: { domain, nice: false },
    axis: { tickCount: 4, labelOverlap: true, labelSeparation: 5, grid: true, gridColor: gridColour },
  };
  const costs = { data: { name: 'costs' }, transform: only };
  return {
    title: { text: [...wrapped(title, (look.width * lettersPer100Pixels) / 100)], ...panelTitle },
    width: look.width,
    height: { step: rowStep },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: 'rule' as const, color: palette.grey, strokeWidth: 1.5 },
        encoding: { x: { datum: 0 } },
      },
      way(only, true, y, x),
      way(only, false, y, x),
      {
        ...costs,
        mark: { type: 'rule' as const, color: palette.blue, strokeWidth: 5, opacity: 0.45 },
        encoding: { y, x: { ...x, field: 'from' }, x2: { field: 'to' } },
      },
      {
        ...costs,
        mark: { type: 'point' as const, size: 58, strokeWidth: 1.75, opacity: 1 },
        encoding: { y, x, ...described, shape: shapes, stroke: { value: palette.blue }, fill: fills },
      },
      {
        data: { name: 'costs' },
        transform: [...only, { filter: "datum.beyond !== ''" }],
        mark: {
          type: 'text' as const,
          align: 'right' as const,
          baseline: 'bottom' as const,
          dy: -3,
          fontSize: 10,
          color: '#3d4450',
        },
        encoding: { y, x: { datum: domain[1] }, text: { field: 'beyond', type: 'nominal' as const } },
      },
    ],
  };
}

/** A triangle points to the side on which the policy is, however near to zero. */
const shapes = {
  condition: [
    { test: "datum.statement === 'baseline'", value: 'diamond' },
    { test: "datum.statement === 'dearer'", value: 'triangle-right' },
    { test: "datum.statement === 'cheaper'", value: 'triangle-left' },
  ],
  value: 'circle',
};

/** Hollow where nothing may be said, or where events without a price could turn it around: colour is not needed. */
const fills = {
  condition: { test: "datum.statement === 'no statement' || datum.reserved", value: 'transparent' },
  value: palette.blue,
};

/** Zero and all that is drawn, with room for the marks at the ends. */
function domainOf(rows: readonly CostRow[]): [number, number] {
  const [low, high] = [Math.min(0, ...rows.map(({ from }) => from)), Math.max(0, ...rows.map(({ to }) => to))];
  const room = (high - low) * 0.06;
  return [low - room, high + room];
}

function way(
  only: readonly { filter: { field: string; equal: string } }[],
  released: boolean,
  y: ReturnType<typeof policyRows>,
  x: object,
) {
  return {
    data: { name: 'ways' },
    transform: [...only, { filter: { field: 'released', equal: released } }],
    mark: {
      type: 'line' as const,
      color: palette.orange,
      strokeWidth: released ? 2.25 : 1.25,
      opacity: 0.9,
      ...(released ? {} : { strokeDash: [4, 3] }),
    },
    encoding: {
      y,
      x: { ...x, field: 'at', type: 'quantitative' as const },
      detail: { field: 'way', type: 'nominal' as const },
      order: { field: 'way', type: 'quantitative' as const },
    },
  };
}
