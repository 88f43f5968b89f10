/** The pages of recordings. */

import { entersWithin, forkedWhileRunning, goesOnAfterExit, lineIsEarlier, returnsFromOther } from '../trace-order.js';
import {
  cutLine,
  cutGzip,
  damagedGzip,
  emptyTrace,
  foreignMaps,
  garbledLine,
  impossiblePid,
  impossibleTime,
  notPerfScript,
  tooManyLines,
  traceTooLong,
} from '../traces.js';
import type { ErrorPage } from './page.js';

const trace = 'redis.perf-script';
const where = `${trace}:7`;

/** Meaning, remedy and examples, by code. */
export const tracePages = {
  COW040: {
    meaning: 'The compressed file of a recording ends early.',
    remedy: 'Copy the file again, or [record again](recording.md).',
    examples: [cutGzip(`${trace}.gz:1805`)],
  },
  COW145: {
    meaning: 'The compressed file of a recording has other bytes than were packed.',
    remedy: 'Copy the file again, or [record again](recording.md).',
    examples: [damagedGzip(`${trace}.gz:1805`, 'incorrect data check')],
  },
  COW041: {
    meaning: 'Another program wrote the file, or perf in another form.',
    remedy: '[Recording a program](recording.md) has the commands.',
    examples: [notPerfScript(`${trace}:1`, 'PERFILE2')],
  },
  COW042: {
    meaning: 'The last line of a recording has no line break: the file was cut.',
    remedy: 'Copy the file again, or [record again](recording.md).',
    examples: [cutLine(`${trace}:1804`)],
  },
  COW043: {
    meaning: 'The recording is whole, and no page fault in it could be replayed.',
    remedy: 'Record the process that does the work, with its page faults.',
    examples: [emptyTrace(trace)],
  },
  COW044: {
    meaning: 'A line of a recording, or of the mappings beside it, is not of the form that belongs there.',
    remedy: 'Give the output of the command unchanged.',
    examples: [garbledLine(where, 'garbage', '`comm pid/tid time: event: fields`')],
  },
  COW045: {
    meaning: 'A line was written or changed by something else: perf counts no such time.',
    remedy: 'Copy the file again, or [record again](recording.md).',
    examples: [impossibleTime(where, 1e22)],
  },
  COW046: {
    meaning: 'A line was written or changed by something else: Linux gives no such number to a process.',
    remedy: 'Copy the file again, or [record again](recording.md).',
    examples: [impossiblePid(where, 5_000_000, 4_194_304)],
  },
  COW047: {
    meaning: 'The recording is longer than is read.',
    remedy: 'Record for a shorter time.',
    examples: [traceTooLong(`${trace}:7045`, 2 ** 32)],
  },
  COW144: {
    meaning: 'The recording has more lines than are read.',
    remedy: 'Record for a shorter time.',
    examples: [tooManyLines(`${trace}:67108865`, 67_108_864)],
  },
  COW048: {
    meaning:
      'The addresses of the faults are not in the mappings beside the recording. Every start of a program has other addresses.',
    remedy: 'Copy the mappings at the end of the recording, of the same run.',
    examples: [foreignMaps('redis.maps', trace, 900, 1000)],
  },
  COW049: {
    meaning: 'Lines were sorted or joined: perf script prints in the order of time.',
    remedy:
      'Give what perf script printed, unchanged and of one recording. Where perf record lost events, record again with a larger buffer.',
    examples: [lineIsEarlier(where)],
  },
  COW140: {
    meaning: 'A thread enters a system call before it has returned from another one.',
    remedy:
      'Give what perf script printed, unchanged and of one recording. Where perf record lost events, record again with a larger buffer.',
    examples: [entersWithin(where, 7, 'mmap', { call: 'munmap', line: 5 })],
  },
  COW141: {
    meaning: 'A thread returns from a system call that it is not in.',
    remedy:
      'Give what perf script printed, unchanged and of one recording. Where perf record lost events, record again with a larger buffer.',
    examples: [returnsFromOther(where, 7, 'mmap', undefined), returnsFromOther(where, 7, 'mmap', { call: 'munmap', line: 5 })],
  },
  COW142: {
    meaning: 'A process acts after it has ended.',
    remedy:
      'Give what perf script printed, unchanged and of one recording. Where perf record lost events, record again with a larger buffer.',
    examples: [goesOnAfterExit(where, 7, 5)],
  },
  COW143: {
    meaning: 'A process is made that runs already.',
    remedy:
      'Give what perf script printed, unchanged and of one recording. Where perf record lost events, record again with a larger buffer.',
    examples: [forkedWhileRunning(where, 7)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
