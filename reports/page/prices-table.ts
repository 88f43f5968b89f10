/** The prices behind the intervals, with where they come from, and the events that have none. */

import { eventNames } from '../../core/program/events.js';
import { builtinProfiles } from '../costs/builtin-profiles.js';
import { isCounted, otherFaults, takenPages, wordsOf } from '../costs/event-roles.js';
import { nothing } from '../costs/interval.js';
import { priceOf, priceSources, swapPrice, trapPrice } from '../costs/prices.js';
import type { CostProfile } from '../costs/profile.js';
import { showInterval } from '../words/numbers.js';
import { html, type Html } from './html.js';

/** The prices of each profile. */
export function pricesTable(): Html {
  return html`${builtinProfiles.map(ofProfile)}`;
}

function ofProfile(profile: CostProfile): Html {
  const counted = [...eventNames.filter(isCounted), takenPages, otherFaults];
  const priced = counted.flatMap((event) => {
    const price = priceOf(event, profile);
    return price === undefined ? [] : [{ event, price }];
  });
  const unpriced = counted.filter((event) => priceOf(event, profile) === undefined);
  const rows = priced.map(
    ({ event, price }) => html`<tr><th scope="row">${wordsOf(event).one}</th>
<td class="interval">${showInterval(price)}</td><td class="wordy">${sources(event, profile)}</td></tr>
`,
  );
  return html`<details class="prices"><summary>Prices: ${profile.title}</summary>
<p class="fine">${profile.provenance}. A price reaches from the minimum of its measurement to as far above the median
as the minimum lies below it; prices made of several measurements reach over all of them. A copy where there would have
been a reuse costs ${showInterval(swapPrice(profile) ?? nothing)} more, at least what copying a page costs (memcpy_4K).
A fault inside get_user_pages costs ${showInterval(trapPrice(profile))} less: it comes without the exception that all
measured faults began with. Under policies that this kernel does not have (it has <code>${profile.policy}</code>) prices
are <em>transplanted</em>; contention and caches are in none.</p>
<div class="scroll counts" role="region" tabindex="0" aria-label="Prices, ${profile.title}"><table>
<caption>Price of one event, <code>${profile.id}</code></caption>
<thead><tr><th scope="col">event</th><th scope="col">price</th>
<th scope="col" class="wordy">measured as</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<p class="fine">Unpriced, never taken as zero: ${unpriced.map((e) => wordsOf(e).many).join(', ')}.</p></details>`;
}

function sources(event: string, profile: CostProfile): string {
  return priceSources(event)
    .flatMap((name) => {
      const measured = profile.measurements[name];
      if (measured === undefined) return [];
      const samples = measured.samples === undefined ? 'samples not kept' : `${measured.samples} samples`;
      return [`${name}: ${measured.median} (min ${measured.min}) ${measured.unit}, ${samples}`];
    })
    .join('; ');
}
