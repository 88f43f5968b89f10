/** The pages of COW001 to COW012: what is wrong with a scenario. */

import { composedTwice, nameTaken, unknownField, unknownKey, unknownName, unknownRule } from '../names.js';
import { noScenario } from '../command-line.js';
import {
  badActor, badHandle, badOperation, badPlace, badValue, missingKey, notBuilt, notYaml, TooLarge, wrongShape,
} from '../scenarios.js';
import type { ErrorPage } from './page.js';

const line = 'cve.scenario.yaml:7:18';
const exitCodes = [2] as const;

/** By code. */
export const scenarioPages = {
  COW001: {
    meaning: 'The text is not YAML, is empty, holds more than one document, uses a part of YAML that scenarios do not need (a tag, an '
      + 'alias that contains itself), or is larger or deeper than any scenario.',
    remedy: 'Look at the place. A tab never indents, and within braces a place with brackets needs quotes: `{ write: "buf[1]", value: 2 }`.',
    exitCodes,
    examples: [notYaml('The file has more than one YAML document', 'cve.scenario.yaml:9:1', 'one scenario is one file')],
  },
  COW002: {
    meaning: 'It is YAML, or a record that cowlab keeps, but something in it is not of the shape that belongs there: text where a number '
      + 'belongs, a number out of its range, a list that is empty, a required key that is missing.',
    remedy: 'Write what `expected` says. The record of an unfinished run is only damaged by somebody else: start the run without `--resume`.',
    exitCodes,
    examples: [
      wrongShape('`memory.buf.pages`', 'the number 0', 'a whole number of 1 or more', line),
      missingKey('Operation `write`', 'value', 'a small integer', line),
    ],
  },
  COW003: {
    meaning: 'A map has a key that its owner does not know. Keys are never ignored: a mistyped one would change what is checked.',
    remedy: 'Take the key that the hint names, or leave it out.',
    exitCodes,
    examples: [unknownKey('a scenario', 'memry', ['name', 'memory', 'steps'], line)],
  },
  COW004: {
    meaning: 'Something is called by a name that nothing has: a policy, a scenario, an area, an operation, an event, a step, a rule, a field, a command.',
    remedy: 'Take one of the known names. `cowlab list` names policies, scenarios, workloads, kernels, rules, events and steps.',
    exitCodes,
    examples: [
      unknownName('policy', 'mapcout', ['mapcount', 'page-count']),
      noScenario('basic-cov', 'a scenario file, or the name of a built-in scenario', 'did you mean the built-in `basic-cow`?'),
      unknownRule('mine', 'cowlab.fork-rule', ['cowlab.fork', 'cowlab.gup'], 'mine.ts'),
      unknownField('mine', 'ShareAlways', 'frame.ref', ['frame.refs', 'frame.exclusive'], 'mine.ts'),
    ],
  },
  COW005: {
    meaning: 'Two things of one kind have the same name, or a composition of policies names a part twice; which of them is meant cannot be told.',
    remedy: 'Rename one. The message says where the first stands.',
    exitCodes,
    examples: [nameTaken('handle', 'h', 'cve.scenario.yaml:8:18', line), composedTwice('early-cow+a+a', 'a')],
  },
  COW006: {
    meaning: 'A store writes a value that is no whole number from 1 to 999999, or that another store writes too. Each value stands in one '
      + 'store only, so that every observation names the store that it saw.',
    remedy: 'Give each store a number of its own. 0 is what memory holds that was never written.',
    exitCodes,
    examples: [badValue('The value 7 is written twice; the first store is at cve.scenario.yaml:4:29', 'a value of its own for each store', line)],
  },
  COW007: {
    meaning: 'A place cannot be read as `area`, `area[page]` or `area[first..last]`, lies beyond the end of its area, file or handle, or '
      + 'does not fit the operation: half a page for what works on whole pages, `mremap` between places of different size.',
    remedy: 'Pages count from 0. Write the place without spaces, and in quotes where braces are around it.',
    exitCodes,
    examples: [badPlace('`buf` has no page 2', 'pages 0 to 1', line)],
  },
  COW008: {
    meaning: 'A handle (`as: h` of a `get`, `pin` or `dio`) is used before it is taken, or in a way that its kind does not have: a pin is '
      + 'unpinned, a reference put, and a device stores only through what was taken for writing.',
    remedy: 'Move the use behind the taking, or take the handle as the hint says.',
    exitCodes,
    examples: [badHandle('Handle `h` is used before it is taken', 'a use after cve.scenario.yaml:9:10', line)],
  },
  COW009: {
    meaning: 'An actor acts before the fork that makes it, has no memory of its own for what it is to do, or comes from itself.',
    remedy: 'Let `P`, or a process that comes from it, fork first; devices and kernel threads have operations of their own.',
    exitCodes,
    examples: [badActor('`C` acts before `C` is forked', 'a process forked by an earlier step', line)],
  },
  COW010: {
    meaning: 'An operation, or a setting of memory or machine, is known but not allowed beside what else is there: a `wait` outside a race, '
      + 'two operations in one step, a file of anonymous memory.',
    remedy: 'Change one of the two, as the message says.',
    exitCodes,
    examples: [badOperation('`wait` is used outside `race`', 'a race: elsewhere the order is total', line)],
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
