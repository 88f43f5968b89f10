/** The pages of results and cost profiles that cowlab reads back. */

import {
  fieldUnfit,
  notResults,
  resultGivenTwice,
  resultOfUnknown,
  resultsChanged,
  resultsNotJson,
  resultsOfOtherVersion,
  resultsTooLarge,
  wrongProfile,
} from '../results.js';
import type { ErrorPage } from './page.js';

/** Meaning, remedy and examples, by code. */
export const resultPages = {
  COW050: {
    meaning: 'A field of a results.json is missing, or is something else than its schema says.',
    remedy: 'Run the command again that made the report.',
    examples: [fieldUnfit('seed', '"x"', 'a whole number', 'cowlab-report/results.json')],
  },
  COW053: {
    meaning: 'A results.json is not JSON, or not all of it is there.',
    remedy: 'Run the command again that made the report.',
    examples: [
      resultsNotJson(undefined, 'cowlab-report/results.json'),
      resultsNotJson('Unexpected token x', 'cowlab-report/results.json:7:3'),
    ],
  },
  COW054: {
    meaning: 'A results.json has more in it than is read.',
    remedy: 'Look whether it is the right file.',
    examples: [resultsTooLarge(20_000_000, 'cowlab-report/results.json:7:3')],
  },
  COW055: {
    meaning: 'A file is JSON, and names no schema of cowlab.',
    remedy: 'Name a results.json, or the folder of a report.',
    examples: [notResults('missing', 'cowlab/results@1', 'cowlab-report/results.json')],
  },
  COW056: {
    meaning: 'A results.json has a result of a scenario, workload or policy that it does not describe.',
    remedy: 'Run the command again that made the report.',
    examples: [resultOfUnknown('verdicts[3].policy', '"mapcout"', 'policies', 'cowlab-report/results.json')],
  },
  COW057: {
    meaning: 'A results.json describes something twice, or has two results of one cell.',
    remedy: 'Run the command again that made the report.',
    examples: [resultGivenTwice('verdicts[3]', 'verdicts[1]', '"basic-cow under mapcount"', 'cowlab-report/results.json')],
  },
  COW058: {
    meaning: 'A results.json has a checksum of its content, and that is another one: it was changed after cowlab wrote it.',
    remedy: 'Run the command again that made the report.',
    examples: [resultsChanged('"0f3a"', '93bc', 'cowlab-report/results.json')],
  },
  COW051: {
    meaning: 'A results.json was written by a version of cowlab whose schema this one does not know.',
    remedy: 'Use the version that wrote it, or a newer one.',
    examples: [resultsOfOtherVersion('cowlab/results@2', 'cowlab/results@1', 'cowlab-report/results.json')],
  },
  COW052: {
    meaning: 'A cost profile does not have the fields, units or numbers of its schema, `cowlab/cost-profile@1`.',
    remedy: 'Mend the field that the message names.',
    examples: [wrongProfile('measurements.fault.median', 'a number above 0', 'my-profile.json')],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
