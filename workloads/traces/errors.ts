import { CowlabError, malformedTrace, truncatedTrace } from '../../core/errors/errors.js';

/** The command whose output the importer reads. */
export const recordCommand =
  'perf script -F comm,pid,tid,time,event,trace (exceptions:page_fault_user, sched:sched_process_{fork,exit,exec}, ' +
  'syscalls:sys_{enter,exit}_{mmap,munmap,madvise,mprotect,brk})';

/** `path:line`. */
export function at(path: string, line: number): string {
  return `${path}:${line}`;
}

export function garbledLine(where: string, text: string, expected: string): CowlabError {
  return malformedTrace(where, quoted(text), expected);
}

/** The beginning of a line, with what cannot be printed escaped. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)} …` : text);
}

/** `found` is a figure that Linux and perf cannot have: the line was written or changed by something else. */
export function impossibleFigure(where: string, found: string, expected: string): CowlabError {
  return new CowlabError('COW041', `The trace has a figure that no kernel records: ${found}.`, { where, expected });
}

export function damagedGzip(where: string, why: string): CowlabError {
  return truncatedTrace(where, why);
}

export function tooLong(where: string, most: string): CowlabError {
  return new CowlabError('COW041', `The trace has more than ${most}.`, { where, expected: `at most ${most}, unpacked` });
}

export function cutLine(where: string): CowlabError {
  return truncatedTrace(where, 'its last line has no end');
}

export function emptyTrace(path: string): CowlabError {
  return new CowlabError('COW040', 'The trace has no page fault that a replay could use.', {
    where: at(path, 1), expected: `the output of ${recordCommand}`,
    hint: 'did perf record attach to the right process?',
  });
}

export function notPerfScript(where: string, text: string): CowlabError {
  return new CowlabError('COW041', `The file is not the output of perf script: it begins with ${quoted(text)}.`, {
    where, expected: `the output of ${recordCommand}`, hint: 'perf.data is binary: print it with perf script first',
  });
}

/** Lines that contradict each other: sorted by hand, or of two recordings. */
export function mixedUp(where: string, found: string, expected: string): CowlabError {
  return new CowlabError('COW041', `The trace is out of order: ${found}.`, {
    where, expected,
    hint: 'perf script prints in the order of time: do not sort, cut or join its output; where perf record says '
      + 'that it lost events, record again with a larger buffer (-m 64M)',
  });
}

/** `beside` of `faults` faults are at addresses that the mappings do not have. */
export function foreignMaps(maps: string, trace: string, beside: number, faults: number): CowlabError {
  const found = `${beside} of ${faults} faults of the first process are at addresses it does not have`;
  return new CowlabError('COW041', `The mappings are not those of the recording ${trace}: ${found}.`, {
    where: maps, expected: 'a copy of /proc/PID/maps of the first recorded process, taken at the end of the recording',
    hint: 'every start of a program has other addresses: both files must be of one run',
  });
}
