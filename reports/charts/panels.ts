/** What the panels of the picture of cost against correctness share: their rows are policies. */

/** Pixels per policy. */
export const rowStep = 21;

/** How titles of panels stand. */
export const panelTitle = { anchor: 'start', frame: 'group', fontSize: 12, offset: 8 } as const;

/** The lines of the rows. */
export const gridColour = '#e3e6ea';

/** How a panel stands among the others. */
export interface PanelLook {
  /** Pixels of its plot. */
  readonly width: number;
  /** Whether its rows are named: they need not be beside a panel whose rows are. */
  readonly named: boolean;
}

/** The rows, in the order of the run. */
export function policyRows(policies: readonly string[], named: boolean) {
  return {
    field: 'policy',
    type: 'nominal' as const,
    title: null,
    sort: [...policies],
    scale: { domain: [...policies] },
    axis: { labels: named, grid: true, gridColor: gridColour, domain: false, ticks: false, labelPadding: named ? 8 : 0 },
  };
}

/** The sentence of a mark, for those who point at it and for those who hear the page. */
export const described = {
  description: { field: 'description', type: 'nominal' },
  tooltip: { field: 'description', type: 'nominal' },
} as const;

/** In lines of at most so many letters, words whole. */
export function wrapped(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
