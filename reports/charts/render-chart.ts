/** Draws a Vega-Lite specification as SVG, without a browser or a canvas. */

import type { TopLevelSpec } from 'vega-lite';

/** One SVG document. Vega is large, so it is loaded when the first chart is drawn. */
export async function renderChart(specification: TopLevelSpec): Promise<string> {
  const [{ compile }, { parse, View }] = await Promise.all([import('vega-lite'), import('vega')]);
  // Vega marks the rows of data it is given; the specification must stay as it is written to disk.
  const view = new View(parse(compile(structuredClone(specification)).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
