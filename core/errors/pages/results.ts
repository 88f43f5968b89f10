/** The pages of results and cost profiles that cowlab reads back. */

import { damagedResults, resultsOfOtherVersion, wrongProfile } from '../results.js';
import type { ErrorPage } from './page.js';

const exitCodes = [2] as const;

/** By code. */
export const resultPages = {
  COW050: {
    meaning:
      'A results.json is not JSON, lacks a field, names what it does not describe, gives a cell twice, or was changed after cowlab wrote it.',
    remedy: 'Run the command again that made the report.',
    exitCodes,
    examples: [damagedResults('The field `seed`', 'the text "x"', 'a whole number', 'cowlab-report/results.json')],
  },
  COW051: {
    meaning: 'A results.json was written by a version of cowlab whose schema this one does not know.',
    remedy: 'Use the version that wrote it, or a newer one.',
    exitCodes,
    examples: [resultsOfOtherVersion('cowlab/results@2', 'cowlab/results@1', 'cowlab-report/results.json')],
  },
  COW052: {
    meaning: 'A cost profile does not have the fields, units or numbers of its schema, `cowlab/cost-profile@1`.',
    remedy: 'Mend the field that the message names.',
    exitCodes,
    examples: [wrongProfile('measurements.fault.median', 'a number above 0', 'my-profile.json')],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
