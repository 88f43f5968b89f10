/** `results.json`: everything a report shows, from which it can be made again. */

import { checksumOf } from '../../core/run/checksum.js';
import type { Results } from '../../core/run/results.js';

/** A list or object of plain values no longer than this stands on one line: traces have thousands of short steps. */
const lineLength = 160;

/**
 * Indented, `schema` first, then the checksum of all the rest, and every other key in alphabetical order: equal results
 * give equal bytes.
 */
export function resultsJson(results: Results): string {
  const { schema, ...rest } = results;
  return `${written({ schema, checksum: checksumOfResults(results), ...(sorted(rest) as object) }, '')}\n`;
}

/** Of the content, however it is indented. */
export function checksumOfResults(results: Results): string {
  return checksumOf(JSON.stringify(sorted(results)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function written(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return line;
  if (line.length <= lineLength && Object.values(value).every((inner) => typeof inner !== 'object')) return line;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Array.isArray(value)
    ? value.map((inner) => written(inner, deeper))
    : Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${written(inner, deeper)}`);
  return `${open}\n${entries.map((entry) => deeper + entry).join(',\n')}\n${indent}${close}`;
}
