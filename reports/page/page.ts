/** `index.html`: one file that works from disk, without a script and without the network. */

import { plural } from '../../core/errors/numbers.js';
import type { Results } from '../../core/run/results.js';
import { Cells } from '../findings/cells.js';
import { unexpectedIn } from '../findings/unexpected.js';
import { breachAnchor } from '../words/names.js';
import { sayUnexpected } from '../words/unexpected-words.js';
import { chartsSection } from './charts-section.js';
import { costsSection } from './costs-section.js';
import { explanationsSection } from './explanations-section.js';
import { glossary } from './glossary.js';
import { html, type Html, trusted } from './html.js';
import { matrixSection } from './matrix-section.js';
import { opening } from './opening.js';
import { policiesSection } from './policies-section.js';
import { recordingSection } from './recording-section.js';
import type { ReportContent } from './report-content.js';
import { runSection } from './run-section.js';
import { styleSheet } from './style-sheet.js';
import { quickNotice } from './quick-notice.js';
import { unfinishedNotice } from './unfinished-notice.js';

interface Section {
  readonly id: string;
  readonly label: string;
  readonly render: (content: ReportContent) => Html | undefined;
}

/** In the order of the page. A section without content is left out of page and navigation. */
const sections: readonly Section[] = [
  { id: 'policies', label: 'Policies', render: policiesSection },
  { id: 'matrix', label: 'Verdicts', render: matrixSection },
  { id: 'charts', label: 'Charts', render: chartsSection },
  { id: 'costs', label: 'Events and costs', render: costsSection },
  { id: 'recordings', label: 'Recorded programs', render: recordingSection },
  { id: 'run', label: 'This run', render: runSection },
  { id: 'explanations', label: 'Explanations', render: explanationsSection },
];

/** Nothing is loaded and nothing runs, even if a text should ever escape its place. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The whole of `index.html`. */
export function renderPage(content: ReportContent): string {
  const rendered = sections.flatMap(({ id, label, render }) => {
    const section = render(content);
    return section === undefined ? [] : [{ id, label, section }];
  });
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>cowlab: copy-on-write policies compared</title>
<style>
${trusted(styleSheet())}</style>
</head>
<body>
${header(content)}
<nav aria-label="Sections"><ul>
${rendered.map(({ id, label }) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>
<main>
${rendered.map(
  ({ section }) => html`${section}
`,
)}</main>
<footer><p>Made by cowlab ${content.results.version}.
Everything on this page comes from <a href="results.json">results.json</a>.</p></footer>
</body>
</html>
`.markup;
}

function header({ results }: ReportContent): Html {
  return html`<header>
<h1>Copy-on-write policies compared</h1>
${unfinishedNotice(results)}
${quickNotice(results)}
${opening(results)}
${surprises(results)}
${brokenCells(results)}
${glossary()}
</header>`;
}

function surprises(results: Results): Html | undefined {
  const unexpected = new Cells(results)
    .all()
    .filter(({ verdict }) => verdict !== 'broken')
    .flatMap((cell) => {
      const what = unexpectedIn(cell);
      return what === undefined ? [] : [{ ...cell, what }];
    });
  if (unexpected.length === 0) {
    if (results.verdicts.every(({ verdict }) => verdict === 'broken')) return undefined;
    const isWhole = results.unfinished === undefined && results.verdicts.every(({ verdict }) => verdict !== 'broken');
    const which = isWhole ? 'Every verdict' : 'Every verdict that was found';
    return html`<p class="fine">${which} is as its scenario asserts, where it asserts one.</p>`;
  }
  const items = unexpected.map(
    ({ scenario, policy, what }) =>
      html`<li><a href="#${breachAnchor(scenario, policy)}">${scenario} under ${policy}</a>: ${sayUnexpected(what)}</li>`,
  );
  return html`<div class="notice"><p><span class="flag" aria-hidden="true">!</span>
${plural(unexpected.length, 'cell is', 'cells are')} not as expected:</p><ul>${items}</ul></div>`;
}

function brokenCells(results: Results): Html | undefined {
  const broken = [
    ...results.verdicts.map(({ scenario, policy, error }) => ({ name: scenario, policy, error })),
    ...results.measurements.map(({ workload, policy, error }) => ({ name: workload, policy, error })),
  ].filter(({ error }) => error !== undefined);
  if (broken.length === 0) return undefined;
  const items = broken.map(({ name, policy, error }) => html`<li>${name} under ${policy}: ${error}</li>`);
  return html`<div class="notice"><p>${plural(broken.length, 'cell is', 'cells are')} broken, so that nothing is known of ${broken.length === 1 ? 'it' : 'them'}:</p><ul>${items}</ul></div>`;
}
