/** The first thing to know of a report: that its run was interrupted, and what is missing. */

import { showCount } from '../../core/errors/numbers.js';
import type { Results } from '../../core/run/results.js';
import { cellsNotRun, type NotRun } from '../findings/not-run.js';
import { sayNotRun } from '../words/not-run-words.js';
import { html, type Html } from './html.js';

/** Undefined for a whole report. */
export function unfinishedNotice(results: Results): Html | undefined {
  const { unfinished, command } = results;
  if (unfinished === undefined) return undefined;
  const { scenarios, workloads } = cellsNotRun(results);
  return html`<div class="notice" id="unfinished"><p><span class="flag" aria-hidden="true">!</span>
This report is partial: the run was interrupted when ${showCount(unfinished.finishedCells)} of
${showCount(unfinished.cells)} cells were finished. The same command with <code>--resume</code> goes on with it:
<code>${command} --resume</code></p>
<ul>${[list('scenarios', scenarios), list('workloads', workloads)]}</ul></div>`;
}

/** Characters; what is longer is folded away. */
const longest = 240;

function list(what: string, missing: readonly NotRun[]): Html | undefined {
  if (missing.length === 0) return undefined;
  const label = `Missing ${what} (${showCount(missing.length)})`;
  const names = sayNotRun(missing);
  if (names.length <= longest) return html`<li>${label}: ${names}</li>`;
  return html`<li><details><summary>${label}</summary>${names}</details></li>`;
}
