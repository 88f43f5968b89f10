/** The pages of COW040 to COW052: what cowlab reads back, recordings and its own results. */

import { damagedResults, resultsOfOtherVersion, wrongProfile } from '../results.js';
import {
  cutLine, damagedGzip, emptyTrace, foreignMaps, garbledLine, impossibleFigure, mixedUp, notPerfScript, tooLong,
} from '../traces.js';
import type { ErrorPage } from './page.js';

const exitCodes = [2] as const;
const trace = 'redis.perf-script';

/** By code. */
export const recordingPages = {
  COW040: {
    meaning: 'A recording was cut: its compressed file ends early, or its last line has no end. Or it is whole and holds nothing that could be replayed.',
    remedy: 'Copy the file again, or [record again](recording.md).',
    exitCodes,
    examples: [damagedGzip(`${trace}.gz:1805`, 'gzip says: unexpected end of file'), cutLine(`${trace}:1804`), emptyTrace(trace)],
  },
  COW041: {
    meaning: 'The file is not what `perf script` printed: another program wrote it, a line was changed, lines were sorted or joined, or it is longer '
      + 'than a recording may be. Or the mappings beside it are of another run.',
    remedy: '[Recording a program](recording.md) has the commands. Give their output unchanged, of one run.',
    exitCodes,
    examples: [
      notPerfScript(`${trace}:1`, 'PERFILE2'), garbledLine(`${trace}:7`, 'garbage', '`comm pid/tid time: event: fields`'),
      impossibleFigure(`${trace}:7`, 'a time of 1e+22 s', 'up to 2^64 ns, as perf counts it'),
      mixedUp(`${trace}:7`, 'this line is earlier than the one before it', 'times that never decrease'),
      tooLong(`${trace}:67108865`, '67,108,864 lines'), foreignMaps('redis.maps', trace, 900, 1000),
    ],
  },
  COW050: {
    meaning: 'A results.json is not JSON, lacks a field, names what it does not describe, gives a cell twice, or was changed after cowlab wrote it.',
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
