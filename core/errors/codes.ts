import { commandLineTitles } from './titles/command-line.js';
import { orderTitles } from './titles/orders.js';
import { policyTitles } from './titles/policies.js';
import { recordingTitles } from './titles/recordings.js';
import { scenarioTitles } from './titles/scenarios.js';

/**
 * Every code, and the mistake it stands for. A code is never given to another mistake; a new mistake gets the next free
 * number of its topic. The last two digits tell that: from 00 scenarios, 20 files and the command line, 30 plugins and
 * policies, 40 traces, 50 results, 60 orders and steps. The first digit only counts on.
 */
export const errorTitles = { ...scenarioTitles, ...commandLineTitles, ...policyTitles, ...orderTitles, ...recordingTitles };

/** `COW012`. */
export type ErrorCode = keyof typeof errorTitles;
