import { join } from 'node:path';

import type { Workload } from '../../core/program/workload.js';
import { packageRoot } from '../../core/run/package-root.js';
import { recordedWorkload } from './recording.js';
import type { Recording } from './recording.js';

const folder = join('workloads', 'traces');

/** The recordings in this folder. A new one is its files and an entry here. */
const recordings: readonly Recording[] = [
  {
    id: 'redis-bgsave',
    title: 'Redis under load while it saves in the background, recorded',
    about:
      'redis-server 7.0 with 60,000 keys of 400 bytes answers redis-benchmark (SET and GET) and forks twice for ' +
      'BGSAVE. The page faults, forks, exits and mapping calls of the server and its children are replayed in the ' +
      'order they were recorded; nearly all faults are the parent writing to pages the child still shares, or shared ' +
      'until it ended.',
    sources: ['recorded with perf on Linux 6.18 (x86-64, transparent huge pages off), attached after the server had started'],
    trace: join(folder, 'redis-bgsave.perf-script.gz'),
    maps: join(folder, 'redis-bgsave.maps'),
  },
  {
    id: 'python-fork-pool',
    title: 'Python with a pool of forked workers, recorded',
    about:
      'CPython builds 60,000 small dicts and forks three workers that read 20,000 each (reference counts are ' +
      'stores) while the parent stores to every seventh, and to every fifth when they are gone. Before it comes its ' +
      'start by pyenv: 39 programs executed and 40 forks of bash. Page faults, forks, execs, exits and mapping ' +
      'calls are replayed in the order they were recorded.',
    sources: ['recorded with perf on Linux 6.18 (x86-64, transparent huge pages off), from its start'],
    trace: join(folder, 'python-fork-pool.perf-script.gz'),
  },
];

/** The recordings that come with cowlab. @param root the folder of the package */
export function recordedWorkloads(root: string = packageRoot()): Workload[] {
  return recordings.map(({ trace, maps, ...rest }) =>
    recordedWorkload({ ...rest, trace: join(root, trace), ...(maps === undefined ? {} : { maps: join(root, maps) }) }),
  );
}
