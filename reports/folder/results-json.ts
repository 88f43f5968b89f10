/** `results.json`: everything a report shows, from which it can be made again. */

import type { Results } from '../../core/run/results.js';

/** Indented, `schema` first and every other key in alphabetical order: equal results give equal bytes. */
export function resultsJson(results: Results): string {
  const { schema, ...rest } = results;
  return `${JSON.stringify({ schema, ...(sorted(rest) as object) }, undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
