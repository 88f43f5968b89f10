/** The pages of operations that are not allowed where they stand, and of the values they store. */

import {
  cannotRepeat,
  cannotRepeatInRace,
  twoOperations,
  valueStoredTwice,
  waitForLater,
  waitOutsideRace,
  wrongValue,
} from '../operations.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';

/** Meaning, remedy and examples, by code. */
export const operationPages = {
  COW006: {
    meaning: 'A store writes a value that is no whole number from 1 to 999999.',
    remedy: 'Give each store a number of its own. 0 is what memory holds that was never written.',
    examples: [wrongValue('the number 0', 'a whole number from 1 to 999999', line)],
  },
  COW106: {
    meaning: 'Each value stands in one store only, so that every observation names the store that it saw.',
    remedy: 'Give each store a number of its own.',
    examples: [valueStoredTwice(7, 'cve.scenario.yaml:4:29', line)],
  },
  COW010: {
    meaning: '`wait` waits for observations of others in a race. In `steps` and `after` everything before has happened.',
    remedy: 'Leave it out, or move it into the race.',
    examples: [waitOutsideRace(line)],
  },
  COW201: {
    meaning: 'An actor waits for an observation that can only come after the wait itself, so it would wait for ever.',
    remedy: 'Wait for what another actor, or an earlier operation, observes.',
    examples: [waitForLater('r', line)],
  },
  COW202: {
    meaning: 'The operation has `times`, and a second time would mean nothing.',
    remedy: 'Leave `times` out.',
    examples: [cannotRepeat('fork', line)],
  },
  COW203: {
    meaning: 'A `get` or `pin` that is repeated holds its pages several times. In a race that would be several operations.',
    remedy: 'Leave `times` out, or take the pages in a step before the race.',
    examples: [cannotRepeatInRace('pin', line)],
  },
  COW204: {
    meaning: 'A step names two operations, of which one has to come first.',
    remedy: 'Make each a step of its own.',
    examples: [twoOperations('write', 'read', line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
