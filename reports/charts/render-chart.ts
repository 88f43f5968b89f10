/** Draws a Vega-Lite specification as SVG, without a browser or a canvas. */

import type { TopLevelSpec } from 'vega-lite';
import { escapeHtml } from '../page/html.js';

/** Mean width of a letter in parts of its height, for the widest of the fonts that charts name. */
const letterWidth = 0.6;

/** One SVG document. Vega is large, so it is loaded when the first chart is drawn. */
export async function renderChart(specification: TopLevelSpec): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const { parse, View } = vega;
  // Its own estimate, 0.8, leaves so much room for the names of policies that a narrow screen has none for the plot.
  const { textMetrics } = vega as unknown as WithTextMetrics;
  textMetrics.width = ({ fontSize = 11 }, text) => letterWidth * fontSize * text.length;
  // Vega marks the rows of data it is given; the specification must stay as it is written to disk.
  const view = new View(parse(compile(structuredClone(specification)).spec), { renderer: 'none' });
  try {
    return named(await view.toSVG(), specification.description ?? '');
  } finally {
    view.finalize();
  }
}

/** Vega's hook for those who know its fonts better; its types leave it out. */
interface WithTextMetrics {
  readonly textMetrics: { width: (item: { readonly fontSize?: number }, text: string) => number };
}

/** Marks carry roles and labels; the drawing around them has them too. */
function named(svg: string, description: string): string {
  const label = escapeHtml(description);
  return svg.replace('<svg ', () => `<svg role="graphics-document" aria-roledescription="chart" aria-label="${label}" `);
}
