/** The charts, drawn into the page, with links to their data. */

import type { Chart } from '../charts/charts.js';
import { html, type Html, trusted } from './html.js';
import type { ReportContent } from './report-content.js';

export function chartsSection({ charts }: ReportContent): Html | undefined {
  if (charts.length === 0) return undefined;
  return html`<section id="charts" aria-labelledby="charts-title">
<h2 id="charts-title">Charts</h2>
${charts.map(figure)}</section>`;
}

function figure(chart: Chart): Html {
  return html`<figure class="chart ${chart.name}">
<figcaption><h3>${chart.title}</h3><p>${chart.note}
<span class="fine"><a href="charts/${chart.name}.vl.json">specification and data</a> ·
<a href="charts/${chart.name}.svg">SVG</a></span></p></figcaption>
<div class="scroll drawing" role="region" tabindex="0" aria-label="${chart.title}">
${trusted(withTitles(chart.svg))}</div>
</figure>
`;
}

/**
 * Bars carry their description as `aria-label`, which only a screen reader tells; as a `<title>` a pointer gets it
 * too, without a script. The label is escaped for an attribute, so it is escaped for text.
 */
export function withTitles(svg: string): string {
  const bar = /<path (aria-label="([^"]*)"[^>]*aria-roledescription="bar"[^>]*)\/>/gu;
  return svg.replaceAll(bar, '<path $1><title>$2</title></path>');
}
