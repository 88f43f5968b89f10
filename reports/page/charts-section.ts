/** The charts, drawn into the page, with their specifications and data inside it to take away. */

import { absentCharts, type Chart } from '../charts/charts.js';
import { classTable } from './class-table.js';
import { html, type Html, trusted } from './html.js';
import type { ReportContent } from './report-content.js';

/** More workloads than this, and the bars of counts are folded away: the tables say the same in less room. */
const unfoldedWorkloads = 4;

/** The charts, and why others are absent; undefined: there is nothing to say. */
export function chartsSection({ charts, results }: ReportContent): Html | undefined {
  const names = classTable(results);
  if (results.verdicts.length + results.measurements.length === 0) return undefined;
  const folded = results.workloads.length > unfoldedWorkloads;
  return html`<section id="charts" aria-labelledby="charts-title">
<h2 id="charts-title">Charts</h2>
${charts.map(
  (chart, index) => html`${
    folded && index > 0
      ? html`<details class="folded"><summary>${chart.title}</summary>${figure(chart)}</details>`
      : figure(chart)
  }
${index === 0 && names}`,
)}
${charts.length === 0 && names}
${absentCharts(results, charts).map(
  ({ title, why }) => html`<p class="fine">${title}: left out, because ${why}.</p>
`,
)}</section>`;
}

function figure(chart: Chart): Html {
  return html`<figure class="chart ${chart.name}">
<figcaption><h3>${chart.title}</h3><p>${chart.note}</p>
<p class="fine downloads">Download: ${download(
    `${chart.name}.vl.json`,
    'application/json',
    JSON.stringify(chart.specification),
    'specification with its data',
  )}${[...chart.tables].map(([name, csv]) => html` · ${download(`${chart.name}.${name}.csv`, 'text/csv', csv, `${name} (CSV)`)}`)}
· <a href="charts/${chart.name}.svg">SVG</a></p></figcaption>
<div class="scroll drawing wide" role="region" tabindex="0" aria-label="${chart.title}">
${trusted(withTitles(chart.svg))}</div>
<div class="scroll drawing narrow" role="region" tabindex="0" aria-label="${chart.title}">
${trusted(withTitles(chart.narrowSvg))}</div>
</figure>
`;
}

/** A file inside the page: it is there without the network and without the rest of the folder. */
function download(file: string, type: string, content: string, label: string): Html {
  const data = Buffer.from(content, 'utf8').toString('base64');
  return html`<a download="${file}" href="data:${type};base64,${data}">${label}</a>`;
}

/**
 * Marks carry their description as `aria-label`, which only a screen reader tells; as a `<title>` a pointer gets it
 * too, without a script. The label is escaped for an attribute, so it is escaped for text.
 */
export function withTitles(svg: string): string {
  const mark = /<path (aria-label="([^"]*)"[^>]*aria-roledescription="(?:bar|point|rect mark)"[^>]*)\/>/gu;
  return svg.replaceAll(mark, '<path $1><title>$2</title></path>');
}
