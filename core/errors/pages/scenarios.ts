/** The pages of names, and of programs that this machine cannot run. */

import { nameTaken, unknownKey, unknownName } from '../names.js';
import {
  moveOfSeveralNotBuilt,
  operationNotBuilt,
  othersMemoryNotBuilt,
  programTooLarge,
  moreProcesses,
  roomExceeded,
  settingNotBuilt,
} from '../scenarios.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';

/** Meaning, remedy and examples, by code. */
export const scenarioPages = {
  COW003: {
    meaning: 'A map has a key that its owner does not know. Keys are never ignored: a mistyped one would change what is checked.',
    remedy: 'Take the key that the hint names, or leave it out.',
    examples: [unknownKey('a scenario', 'memry', ['name', 'memory', 'steps'], line)],
  },
  COW004: {
    meaning:
      'Something is called by a name that nothing has: a policy, a scenario, an area, an operation, an event, a step, a command.',
    remedy:
      'Take one of the known names. `cowlab list` names policies, scenarios, workloads, kernels, rules, events, steps and fields.',
    examples: [unknownName('policy', 'mapcout', ['mapcount', 'page-count'])],
  },
  COW005: {
    meaning: 'Two things of one kind have the same name; which of them is meant cannot be told.',
    remedy: 'Rename one. The message says where the first stands.',
    examples: [nameTaken('handle', 'h', 'cve.scenario.yaml:8:18', line)],
  },
  COW011: {
    meaning: 'The scenario is right, and the simulated machine does not have this operation yet. Nothing is run in its stead.',
    remedy: '[What the model contains](model.md) says what is there. Leave the operation out, or wait for a newer version.',
    examples: [operationNotBuilt('swap-out', line)],
  },
  COW213: {
    meaning:
      'The scenario is right, and the simulated machine does not have this setting yet, or not with this value. Nothing is run in its stead.',
    remedy: 'Write what `expected` says; [what the model contains](model.md) says what is there.',
    examples: [settingNotBuilt({ key: 'cached', value: 'none' }, ['all'], line), settingNotBuilt({ key: 'swap' }, [], line)],
  },
  COW214: {
    meaning: 'A place begins with the name of a process, and operations on the memory of another process are not built yet.',
    remedy: 'Let that process act itself.',
    examples: [othersMemoryNotBuilt('C:buf', line)],
  },
  COW215: {
    meaning:
      '`mremap` moves one area, and what is to be moved may be several by then: an earlier operation may have set its pages apart.',
    remedy: 'Move each page by an `mremap` of its own.',
    examples: [moveOfSeveralNotBuilt('cve.scenario.yaml:6:10', line)],
  },
  COW012: {
    meaning: 'The program has more steps, pages or accesses than one check may have; repetitions (`times`) count.',
    remedy: 'Show the pattern on fewer pages: a verdict about copy-on-write hardly ever needs more than three.',
    examples: [
      programTooLarge('steps', 100_000, line),
      programTooLarge('handlePages', 1_048_576, line),
      programTooLarge('accesses', 268_435_456, line),
    ],
  },
  COW301: {
    meaning:
      'How much of each kind of thing the state has room for is computed from the program: frames, page tables, areas, pages of files. More was taken than that, which is no ENOMEM of the program.',
    remedy:
      'If the policy has steps of its own that allocate, give back what they allocate. Else report the scenario: the computation is wrong.',
    examples: [roomExceeded('frame', 12)],
  },
  COW302: {
    meaning: 'The machine of a workload has room for as many processes at once as the workload declares, and it forks one more.',
    remedy: 'Declare more processes, or let some exit first.',
    examples: [moreProcesses(2)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
