/** The rows of a workload's table: policies with the same counts together, what differs from the baseline beside it. */

import { showCount } from '../../core/errors/numbers.js';
import type { Measurement } from '../../core/run/results.js';
import { sayCaveats, sayInterval, sayStatement, sayTransplanted, sayUnpriced } from '../words/cost-words.js';
import type { CostDifference } from '../costs/difference.js';
import type { PolicyCost } from '../costs/workload-costs.js';
import { equalPolicies } from '../findings/equal-policies.js';
import type { EventRow } from '../findings/event-rows.js';
import { showDifference } from '../words/numbers.js';
import { html, type Html, join } from './html.js';

/** Policies that did the same, in order; the counts are those of `columns`. */
interface Row {
  readonly costs: readonly PolicyCost[];
  readonly counts: readonly number[];
}

/** Head and body. `wrong` are the policies under which the program goes wrong. `columns` are the events that differ; `home` is the baseline's cell, where it has one. */
export function costRows(
  costs: readonly PolicyCost[],
  columns: readonly EventRow[],
  home: Measurement | undefined,
  wrong: ReadonlySet<string>,
): Html {
  const rows = together(costs, columns);
  const homeRow = rows.find((row) => row.costs.some(({ cell }) => cell === home));
  const profiles = costs.find(({ differences }) => differences.length > 0)?.differences ?? [];
  const withTimes = homeRow !== undefined && profiles.length > 0;
  const heads = html`${profiles.map(
    ({ profile }) => html`<th scope="col" title="${profile.title}">
time over the baseline, ${profile.id} <small>${sayCaveats(profile)}</small></th>`,
  )}<th scope="col" class="wordy">statement</th>`;
  return html`<thead><tr><th scope="col">policy</th>${withTimes && heads}${columns.map(
    ({ event }) => html`<th scope="col">${event}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr${row === homeRow && html` class="baseline"`}>
<th scope="row">${names(row, home)}</th>${withTimes && times(row, profiles.length, home, wrong)}${counts(row, homeRow)}</tr>
`,
  )}</tbody>`;
}

function together(costs: readonly PolicyCost[], columns: readonly EventRow[]): readonly Row[] {
  return equalPolicies(costs).map((same): Row => {
    const index = costs.indexOf(same[0]);
    return { costs: same, counts: columns.map((column) => column.counts[index] ?? 0) };
  });
}

function names({ costs }: Row, home: Measurement | undefined): Html {
  return html`${join(
    costs.map(({ policy, cell }) => (cell === home ? html`<strong>${policy}</strong> (baseline)` : html`${policy}`)),
    ', ',
  )}`;
}

function counts(row: Row, home: Row | undefined): readonly Html[] {
  return row.counts.map((count, column) => {
    const more = home === undefined ? 0 : count - (home.counts[column] ?? 0);
    return html`<td>${showCount(count)}${more !== 0 && html`<small>${showDifference(more)}</small>`}</td>`;
  });
}

/** Of any policy of the row: they have the same counts. Empty in the row of the baseline. */
function times({ costs }: Row, profiles: number, home: Measurement | undefined, wrong: ReadonlySet<string>): Html {
  const told = costs.find(({ statement }) => statement !== undefined && statement !== 'equal');
  const [first] = told?.differences ?? [];
  if (told?.statement === undefined || first === undefined) {
    return html`${Array.from({ length: profiles }, () => html`<td></td>`)}<td class="wordy"></td>`;
  }
  return html`${told.differences.map((difference) => html`<td class="interval">${sayInterval(difference)}</td>`)}
<td class="wordy">${sayStatement(told.statement, first)}${sayWrong(costs, home, wrong)}${notes(first, costs)}</td>`;
}

/** What a wrong program saves or costs is no merit and no price of a policy. */
function sayWrong(costs: readonly PolicyCost[], home: Measurement | undefined, wrong: ReadonlySet<string>): Html {
  const here = costs.filter(({ policy }) => wrong.has(policy)).length;
  if (here > 0)
    return html`; ${here === costs.length ? 'the program goes wrong here' : 'some of them run a program that goes wrong'}`;
  return html`${home !== undefined && wrong.has(home.policy) && '; against a program that goes wrong'}`;
}

function notes(difference: CostDifference, costs: readonly PolicyCost[]): Html {
  const unpriced = sayUnpriced(difference);
  const transplanted = costs.flatMap(({ differences }) => differences.map(sayTransplanted)).filter((s) => s !== '');
  return html`<small>${unpriced !== '' && html`unpriced: ${unpriced}; `}${
    transplanted.length > 0 && html`<span title="${transplanted.join('; ')}">transplanted</span>`
  }</small>`;
}
