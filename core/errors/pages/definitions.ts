/** The pages of policies whose definition does not fit the machine. */

import {
  badPolicyId,
  fieldNoName,
  fieldOfOddWidth,
  fieldThereAlready,
  parentsInCircle,
  partUnfit,
  partUnreadable,
  ruleNoClass,
  ruleUnderWord,
  variantAlone,
} from '../definitions.js';
import { exportUnreadable, pluginBindsNothing, pluginHasNoFolder } from '../plugins.js';
import type { ErrorPage } from './page.js';

const mine = { id: 'mine', origin: 'mine.ts' };

/** Meaning, remedy and examples, by code. */
export const definitionPages = {
  COW138: {
    meaning: 'Ids stand on the command line, in names of files and in `a+b`.',
    remedy: 'Write lower-case words with dashes or dots between them.',
    examples: [badPolicyId('My Policy')],
  },
  COW139: {
    meaning: 'A variant changes a few rules of whatever policy it is bound over, and has no others.',
    remedy: 'Name a policy before it: `early-cow+early-unlock`.',
    examples: [variantAlone('early-unlock')],
  },
  COW230: {
    meaning: 'The policies that `extends` names lead back to the first.',
    remedy: 'Let one of them extend another policy, or none.',
    examples: [parentsInCircle(mine)],
  },
  COW231: {
    meaning: 'A field that a policy adds to the state is stored in 8, 16 or 32 bits.',
    remedy: 'Give `bits` one of these.',
    examples: [fieldOfOddWidth(mine, 'frame.colour', 7)],
  },
  COW232: {
    meaning: 'Fields are laid out by name, and the machine or another policy of the chain has one of this name.',
    remedy: 'Choose another name.',
    examples: [fieldThereAlready(mine, 'frame.refs')],
  },
  COW233: {
    meaning: 'A part of what a plugin exports threw when it was read: a getter, or a Proxy.',
    remedy: 'Export plain data, as `definePolicy` makes it.',
    examples: [partUnreadable(mine, 'orders', 'no luck', 'edits by the names of operations')],
  },
  COW234: {
    meaning: 'A part of a definition is of another kind than belongs there.',
    remedy: 'Write what `expected` says.',
    examples: [partUnfit(mine, 'title', 'a function', 'a word')],
  },
  COW235: {
    meaning: 'Rules are bound by tokens, and a key of `rules` is a word: the machine would never ask it.',
    remedy: 'Write the token as a key: `[Rule.WriteFault]: MyRule`.',
    examples: [ruleUnderWord(mine, 'writeFault')],
  },
  COW236: {
    meaning: 'A rule is a class that the machine makes; this one is a function, an object or nothing.',
    remedy: 'Give the class, not an instance of it.',
    examples: [ruleNoClass(mine, 'cowlab.rule.fork')],
  },
  COW237: {
    meaning: 'A policy that states no rule, order, step or field would be its parent under another name.',
    remedy: 'State what is different, or use the parent.',
    examples: [pluginBindsNothing('mine.ts', 'mine')],
  },
  COW238: {
    meaning: 'An export of the plugin threw when it was read: a getter, or a Proxy.',
    remedy: 'Export plain values.',
    examples: [exportUnreadable('mine.ts', 'default', 'no luck')],
  },
  COW331: {
    meaning: 'A plugin that comes through a pipe lies in no folder, so a relative import leads nowhere.',
    remedy: 'Give the plugin by the path of its file, or as one file.',
    examples: [pluginHasNoFolder('./rules.js', '<stdin>:2:21')],
  },
  COW332: {
    meaning:
      'Rules read a field that a policy adds as a property of a view, so it must not be called as what every object has, or what the ' +
      'language looks up there.',
    remedy: 'Choose another name.',
    examples: [fieldNoName(mine, 'frame.constructor')],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
