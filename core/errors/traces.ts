/** Recordings that cannot be replayed: the output of perf script, and the mappings beside it. */

import { CowlabError } from './cowlab-error.js';
import { showBytes, showCount } from './numbers.js';
import { withoutStop } from './words.js';

/** The command whose output the importer reads. */
const recordCommand =
  'perf script -F comm,pid,tid,time,event,trace (exceptions:page_fault_user, sched:sched_process_{fork,exit,exec}, ' +
  'syscalls:sys_{enter,exit}_{mmap,munmap,madvise,mprotect,brk})';

/** `path:line`. */
export function at(path: string, line: number): string {
  return `${path}:${line}`;
}

/** Its last bytes are missing. @param where `path:line` behind the last whole line */
export function cutGzip(where: string): CowlabError {
  return new CowlabError('COW040', 'The trace ends early: gzip says: unexpected end of file.', {
    where,
    expected: 'a whole file',
  });
}

/** Some of its bytes are others. @param where `path:line` behind the last whole line @param said by gzip */
export function damagedGzip(where: string, said: string): CowlabError {
  return new CowlabError('COW145', `The trace is damaged: gzip says: ${withoutStop(said)}.`, {
    where,
    expected: 'the file as it was packed',
  });
}

/** The last line has no line break: the file was cut. */
export function cutLine(where: string): CowlabError {
  return new CowlabError('COW042', 'The trace ends early: its last line has no end.', { where, expected: 'a whole file' });
}

/** Nothing in it is a page fault that a replay could use. */
export function emptyTrace(path: string): CowlabError {
  return new CowlabError('COW043', 'The trace has no page fault that a replay could use.', {
    where: at(path, 1),
    expected: `the output of ${recordCommand}`,
    hint: 'did perf record attach to the right process?',
  });
}

/** @param text the line */
export function garbledLine(where: string, text: string, expected: string): CowlabError {
  return new CowlabError('COW044', `The trace has a line that cannot be understood: ${withoutStop(quoted(text))}.`, {
    where,
    expected,
  });
}

/** @param seconds since the clock began */
export function impossibleTime(where: string, seconds: number): CowlabError {
  return new CowlabError('COW045', `The trace has a figure that no kernel records: a time of ${seconds} s.`, {
    where,
    expected: 'up to 2^64 ns, as perf counts it',
  });
}

/** @param largest that Linux gives */
export function impossiblePid(where: string, pid: number, largest: number): CowlabError {
  return new CowlabError('COW046', `The trace has a figure that no kernel records: a process ${pid}.`, {
    where,
    expected: `pids up to ${largest}`,
  });
}

/** @param most characters of text, unpacked */
export function traceTooLong(where: string, most: number): CowlabError {
  return new CowlabError('COW047', `The trace has more than ${showBytes(most)} of text.`, {
    where,
    expected: `at most ${showBytes(most)} of text, unpacked`,
  });
}

/** @param most lines, also empty ones */
export function tooManyLines(where: string, most: number): CowlabError {
  return new CowlabError('COW144', `The trace has more than ${showCount(most)} lines.`, {
    where,
    expected: `at most ${showCount(most)} lines, unpacked`,
  });
}

/** @param text its first line */
export function notPerfScript(where: string, text: string): CowlabError {
  return new CowlabError('COW041', `The file is not the output of perf script: it begins with ${quoted(text)}.`, {
    where,
    expected: `the output of ${recordCommand}`,
    hint: 'perf.data is binary: print it with perf script first',
  });
}

/** `beside` of `faults` faults are at addresses that the mappings do not have. */
export function foreignMaps(maps: string, trace: string, beside: number, faults: number): CowlabError {
  const found = `${beside} of ${faults} faults of the first process are at addresses it does not have`;
  return new CowlabError('COW048', `The mappings are not those of the recording ${trace}: ${found}.`, {
    where: maps,
    expected: 'a copy of /proc/PID/maps of the first recorded process, taken at the end of the recording',
    hint: 'every start of a program has other addresses: both files must be of one run',
  });
}

/** The beginning of a line, with what cannot be printed escaped. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)} …` : text);
}
