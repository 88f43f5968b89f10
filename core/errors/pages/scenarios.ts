/** The pages of names, and of programs that this machine cannot run. */

import { nameTaken, unknownKey, unknownName } from '../names.js';
import { notBuilt, TooLarge } from '../scenarios.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';
const exitCodes = [2] as const;

/** By code. */
export const scenarioPages = {
  COW003: {
    meaning: 'A map has a key that its owner does not know. Keys are never ignored: a mistyped one would change what is checked.',
    remedy: 'Take the key that the hint names, or leave it out.',
    exitCodes,
    examples: [unknownKey('a scenario', 'memry', ['name', 'memory', 'steps'], line)],
  },
  COW004: {
    meaning:
      'Something is called by a name that nothing has: a policy, a scenario, an area, an operation, an event, a step, a command.',
    remedy:
      'Take one of the known names. `cowlab list` names policies, scenarios, workloads, kernels, rules, events, steps and fields.',
    exitCodes,
    examples: [unknownName('policy', 'mapcout', ['mapcount', 'page-count'])],
  },
  COW005: {
    meaning: 'Two things of one kind have the same name; which of them is meant cannot be told.',
    remedy: 'Rename one. The message says where the first stands.',
    exitCodes,
    examples: [nameTaken('handle', 'h', 'cve.scenario.yaml:8:18', line)],
  },
  COW011: {
    meaning: 'The scenario is right, and the simulated machine cannot run it yet. Nothing is run in its stead.',
    remedy: '[What the model contains](model.md) says what is there. Leave the part out, or wait for a newer version.',
    exitCodes,
    examples: [notBuilt('`swap-out`', line)],
  },
  COW012: {
    meaning: 'The program has more steps, pages or accesses than one check may have; repetitions (`times`) count.',
    remedy: 'Show the pattern on fewer pages: a verdict about copy-on-write hardly ever needs more than three.',
    exitCodes,
    examples: [new TooLarge('steps', 100_000, line)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
