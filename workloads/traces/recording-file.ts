import { existsSync } from 'node:fs';
import { basename } from 'node:path';

import type { Workload } from '../../core/program/workload.js';
import { isStandardInput } from '../../core/run/input/open-input.js';
import { recordedWorkload } from './recording.js';

/** What the name of a recording may end in. */
const endings = /(?:\.perf-script|\.txt)?(?:\.gz)?$/u;

/** Whether what a user typed for a workload is the path of a recording, `-` for standard input: names of built-in workloads never look so. */
export function isRecordingPath(name: string): boolean {
  return isStandardInput(name) || /[/\\]/u.test(name) || /\.(?:perf-script|txt|gz)$/u.test(name);
}

/**
 * A recording of the user's as a workload, named by its path as typed: the output of perf script, plain or gzip, and
 * beside it, unless it is standard input, `PATH.maps` or `NAME.maps`, if there is one. Nothing is read yet.
 */
export function recordingFile(path: string): Workload {
  const name = path.replace(endings, '');
  const maps = (isStandardInput(path) ? [] : [`${path}.maps`, `${name}.maps`]).find((candidate) => existsSync(candidate));
  return recordedWorkload({
    id: path,
    title: `${/^\/(?:dev|proc)\//u.test(path) ? path : basename(name)}, recorded`,
    about:
      'The page faults, forks, execs, exits and mapping calls of this recording, replayed in the order they were ' +
      `recorded${maps === undefined ? '' : `; what was mapped before it began is from ${maps}`}.`,
    sources: [path],
    trace: path,
    ...(maps === undefined ? {} : { maps }),
  });
}
