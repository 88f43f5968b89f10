/** Break-evens of a workload in sentences, policies with the same one together. */

import { breakEvenOf } from '../costs/break-even.js';
import { notInTimes, sayBreakEven } from '../words/cost-words.js';
import type { PolicyCost } from '../costs/workload-costs.js';
import { html, type Html } from './html.js';

/** Under the first profile; nothing where no two events trade off. */
export function breakEvens(costs: readonly PolicyCost[]): Html | undefined {
  const bySentence = new Map<string, string[]>();
  for (const { policy, differences: [difference] } of costs) {
    const breakEven = difference === undefined ? undefined : breakEvenOf(difference);
    if (breakEven === undefined) continue;
    const sentence = sayBreakEven(breakEven);
    bySentence.set(sentence, [...bySentence.get(sentence) ?? [], policy]);
  }
  if (bySentence.size === 0) return undefined;
  const items = [...bySentence].map(([sentence, policies]) => html`<li><span class="name">${policies.join(', ')}</span>:
${sentence}.</li>
`);
  return html`<h4>Break-even</h4><p class="fine">With all other priced events, ${notInTimes}.</p>
<ul class="break-evens">${items}</ul>`;
}
