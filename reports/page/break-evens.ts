/** Break-evens of a workload in sentences, policies with the same one together. */

import { breakEvenOf } from '../costs/break-even.js';
import { notInTimes, sayBreakEven } from '../words/cost-words.js';
import type { PolicyCost } from '../costs/workload-costs.js';
import { alike } from '../findings/alike.js';
import { html, type Html } from './html.js';

/** Under the first profile; nothing where no two events trade off. */
export function breakEvens(costs: readonly PolicyCost[]): Html | undefined {
  const told = costs.flatMap(({ policy, differences: [difference] }) => {
    const breakEven = difference === undefined ? undefined : breakEvenOf(difference);
    return breakEven === undefined ? [] : [{ policy, sentence: sayBreakEven(breakEven) }];
  });
  if (told.length === 0) return undefined;
  const items = alike(told, ({ sentence }) => sentence).map(
    (same) => html`<li><span class="name">${same.map(({ policy }) => policy).join(', ')}</span>:
${same[0].sentence}.</li>
`,
  );
  return html`<h4>Break-even</h4><p class="fine">With all other priced events, ${notInTimes}.</p>
<ul class="break-evens">${items}</ul>`;
}
