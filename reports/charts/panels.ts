/** What the panels of the picture of cost against correctness share: their rows are policies. */

/** Pixels per policy. */
export const rowStep = 21;

export const panelTitle = { anchor: 'start', frame: 'group', fontSize: 12, offset: 8 } as const;

export const gridColour = '#e3e6ea';

/** The rows, named only in the panel at the left. */
export function policyRows(policies: readonly string[], named: boolean) {
  return {
    field: 'policy', type: 'nominal' as const, title: null, sort: [...policies], scale: { domain: [...policies] },
    axis: {
      labels: named, grid: true, gridColor: gridColour, domain: false, ticks: false, labelPadding: named ? 8 : 0,
    },
  };
}

/** The sentence of a mark, for those who point at it and for those who hear the page. */
export const described = {
  description: { field: 'description', type: 'nominal' },
  tooltip: { field: 'description', type: 'nominal' },
} as const;
