/** The shortest step sequences of a breach, folded, each told once for all the policies that share it. */

import { plural } from '../../core/errors/numbers.js';
import type { TraceLine, VerdictResult } from '../../core/run/results.js';
import { alike } from '../findings/alike.js';
import { html, type Html } from './html.js';

/** A table for each different trace. */
export function traceTables(results: readonly VerdictResult[]): readonly Html[] {
  const traced = results.filter(({ trace = [] }) => trace.length > 0);
  return alike(traced, ({ trace }) => JSON.stringify(trace)).map((same) => {
    const [{ scenario, trace = [] }] = same;
    return table(
      scenario,
      trace,
      same.map(({ policy }) => policy),
    );
  });
}

function table(scenario: string, trace: readonly TraceLine[], policies: readonly string[]): Html {
  const rows = trace.map(
    ({ actor, op, step }) =>
      html`<tr><td>${actor}</td><td><code>${op}</code></td><td><code>${step}</code></td></tr>
`,
  );
  const label = `Steps of ${scenario} under ${policies.join(', ')}`;
  return html`<details>
<summary>shortest sequence found under ${policies.join(', ')}: ${plural(trace.length, 'step')}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table class="trace">
<caption class="spoken">${label}</caption>
<thead><tr><th scope="col">actor</th><th scope="col">operation</th><th scope="col">step</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>
`;
}
