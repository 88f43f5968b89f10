/** The pages of actors, and of the handles they take. */

import {
  actsBeforeFork,
  droppedAsOther,
  forksItsOrigin,
  noMemoryToActOn,
  reservedName,
  storedThroughReading,
  usedBeforeTaken,
} from '../actors.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';

/** Meaning, remedy and examples, by code. */
export const actorPages = {
  COW008: {
    meaning: 'A handle (`as: h` of a `get`, `pin` or `dio`) is used by an operation that may come before the one that takes it.',
    remedy: 'Move the use behind the taking.',
    examples: [usedBeforeTaken('h', 'cve.scenario.yaml:9:10', line)],
  },
  COW116: {
    meaning: 'Each kind of handle is dropped in its own way: a reference by `put`, a pin by `unpin`, direct I/O by `dio-end`.',
    remedy: 'Drop it as `expected` says, or take it in the other way.',
    examples: [droppedAsOther('h', 'pin', 'put', 'unpin', line)],
  },
  COW117: {
    meaning:
      'A device stores only through what was taken for writing: what is taken for reading may be a page that others share.',
    remedy: 'Take the handle with `write: true`.',
    examples: [storedThroughReading('h', line)],
  },
  COW009: {
    meaning: 'A process, or a thread of it, acts in a step before the one that forks it.',
    remedy: 'Move the fork before its first step.',
    examples: [actsBeforeFork('C', 'C', line)],
  },
  COW118: {
    meaning: 'A fork gives its process a name that is that of the first process, the device or a kernel thread.',
    remedy: 'Choose another name.',
    examples: [reservedName('dev', ['P', 'dev', 'kswapd'], line)],
  },
  COW119: {
    meaning: 'A process forks one from which it comes itself, so none of them could ever begin.',
    remedy: 'Let `P`, or a process that comes from it, fork first.',
    examples: [forksItsOrigin('C', 'D', line)],
  },
  COW200: {
    meaning: 'A device or a kernel thread is to do what only a process can: it has no page table to access memory through.',
    remedy: 'Let a process do it; devices and kernel threads have operations of their own.',
    examples: [noMemoryToActOn('dev', 'write', line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
