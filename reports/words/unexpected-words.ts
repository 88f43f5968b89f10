/** What is not as expected, said. */

import type { Unexpected } from '../findings/unexpected.js';

/** One sentence without its full stop: `expected holds, found violates; copies: expected 0, counted 1`. */
export function sayUnexpected({ verdict, events, unfinished }: Unexpected): string {
  return [
    ...(verdict === undefined ? [] : [`expected ${verdict.expected}, found ${verdict.found}`]),
    ...events,
    ...(unfinished === undefined ? [] : [`${unfinished.verdict}: ${unfinished.why ?? 'nobody knows why'}`]),
  ].join('; ');
}
