/** Recordings whose lines contradict each other: sorted by hand, or of two recordings. */

import { CowlabError, type ErrorDetails } from './cowlab-error.js';

function detailsOf(where: string, expected: string): ErrorDetails {
  return {
    where,
    expected,
    hint:
      'perf script prints in the order of time: do not sort, cut or join its output; where perf record says ' +
      'that it lost events, record again with a larger buffer (-m 64M)',
  };
}

/** @param where `path:line`, as in the other factories here */
export function lineIsEarlier(where: string): CowlabError {
  return new CowlabError(
    'COW049',
    'The trace is out of order: this line is earlier than the one before it.',
    detailsOf(where, 'times that never decrease'),
  );
}

/** A system call that was entered, and the line. */
interface Entered {
  readonly call: string;
  readonly line: number;
}

/** @param before the call that the thread is in */
export function entersWithin(where: string, tid: number, call: string, before: Entered): CowlabError {
  return new CowlabError(
    'COW140',
    `The trace is out of order: thread ${tid} enters ${call} inside the ${before.call} of line ${before.line}.`,
    detailsOf(where, `the return of ${before.call} first`),
  );
}

/** @param entry the call that the thread is in; undefined: none */
export function returnsFromOther(where: string, tid: number, call: string, entry: Entered | undefined): CowlabError {
  const found = entry === undefined ? 'was not entered' : `is in the ${entry.call} of line ${entry.line}`;
  return new CowlabError(
    'COW141',
    `The trace is out of order: thread ${tid} returns from ${call} but ${found}.`,
    detailsOf(where, 'its entry before it'),
  );
}

/** @param exit the line of its exit */
export function goesOnAfterExit(where: string, pid: number, exit: number): CowlabError {
  return new CowlabError(
    'COW142',
    `The trace is out of order: process ${pid} goes on after its exit at line ${exit}.`,
    detailsOf(where, 'a fork before it'),
  );
}

/** @param pid of the child */
export function forkedWhileRunning(where: string, pid: number): CowlabError {
  return new CowlabError(
    'COW143',
    `The trace is out of order: process ${pid} is forked but has run before.`,
    detailsOf(where, 'its exit before it'),
  );
}
