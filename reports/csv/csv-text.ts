/** Tables as CSV that a spreadsheet reads as what it is. */

import { stringify } from 'csv-stringify/sync';

/**
 * Comma-separated, RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it: names are
 * a user's, or come from a recording. Numbers stay numbers, also negative ones.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((row) => row.map((field) => (typeof field === 'string' && formula.test(field) ? `'${field}` : field))),
  );
}

/** Signs that begin a formula, also in their full width, and white space that is passed over before one. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u;
