/** The pages of plugins, and policies that do not answer as they must. */

import { ruleMissing } from '../rules.js';
import { composedTwice, unknownField, unknownRule } from '../names.js';
import { pluginEnded, pluginStoodStill, pluginTookTooMuch } from '../losses.js';
import {
  exportsNoPolicy,
  pluginChangedLanguage,
  pluginFailedLate,
  pluginFolderEmpty,
  pluginNotThere,
  pluginThrew,
} from '../plugins.js';
import { readOfUnknown, ruleNotDeterministic, ruleThrew, stepThrew, undeclaredRead } from '../policies.js';
import type { ErrorPage } from './page.js';

const plugin = 'mine.ts';
const asked = { policy: 'mine', rule: 'ShareAlways', question: 'mustCopy', plugin };

/** Meaning, remedy and examples, by code. */
export const policyPages = {
  COW333: {
    meaning: 'Neither a file or folder nor an installed package has the name that `--plugin` gives.',
    remedy: 'Look at the path. Packages are looked for from the folder in which the command runs.',
    examples: [pluginNotThere('mine.ts')],
  },
  COW334: {
    meaning: '`--plugin` names a folder, and none of the files in it is the one to load.',
    remedy: 'Name the file, or call it `index.ts`.',
    examples: [pluginFolderEmpty('plugins', ['index.ts', 'index.js'])],
  },
  COW030: {
    meaning: 'The file of a plugin threw while it was loaded, or is no TypeScript or JavaScript that can be compiled.',
    remedy: 'Mend the line that the message names.',
    examples: [pluginThrew('mine.ts:2:7', 'Error: no luck')],
  },
  COW031: {
    meaning: 'A plugin was loaded, but none of its exports was made by `definePolicy` or `defineVariant`.',
    remedy: 'Export the policy: `export default definePolicy(…)`.',
    examples: [exportsNoPolicy(plugin, ['`default` is a function'])],
  },
  COW032: {
    meaning: 'A rule threw when the machine asked it. The cell is `broken`, never `holds`.',
    remedy:
      'A rule answers every question about every view it is handed, with the values of its interface in `core/rules/rule.ts`.',
    examples: [ruleThrew({ ...asked, question: 'for fork' }, new Error('x is undefined'))],
  },
  COW033: {
    meaning: 'The machine asks a rule that neither the policy nor one of its parents binds.',
    remedy: 'Bind it, or extend a policy that does. `cowlab list rules` names what the machine asks.',
    examples: [ruleMissing({ id: 'mine', origin: plugin }, 'write-fault')],
  },
  COW034: {
    meaning: 'A step that a policy brought threw while it ran.',
    remedy:
      'A step answers with `next`, `done`, `blocked`, `goto(…)`, `call(…)`, `restart` or `fail(…)` in every state it can meet.',
    examples: [stepThrew({ id: 'mine', origin: plugin }, new Error('stumbled'))],
  },
  COW035: {
    meaning:
      'A rule was asked the same question about the same values twice and answered differently. ' +
      'A search over such a policy has explored a machine that does not exist.',
    remedy: 'Decide from what the rule is handed, and from nothing else: no clock, no random number, no counter.',
    examples: [ruleNotDeterministic(asked, { seen: [['frame.refs', 2]], before: true, now: false })],
  },
  COW036: {
    meaning: 'A rule reads a field that is not among its `reads`, on which explanations and footprints rest.',
    remedy: 'Add the field to `reads`.',
    examples: [undeclaredRead(asked, 'frame.exclusive')],
  },
  COW338: {
    meaning: 'A rule reads a field that there is not: the view has none of that name, and no policy of the chain has added it.',
    remedy: "Take one of the known names; a field of the policy's own goes into `reads` and into its `fields`.",
    examples: [readOfUnknown(asked, 'frame.shraed', ['frame.refs', 'frame.shared'])],
  },
  COW037: {
    meaning: 'Code of a plugin ended its thread or process before it answered. What was told before stays.',
    remedy: 'The message names who had the word. Nothing in a plugin may end the program.',
    examples: [
      pluginEnded([plugin], { kind: 'ended', part: 'thread', by: 0, who: 'rule mustCopy of policy ill' }, 3),
      pluginEnded([plugin], { kind: 'ended', part: 'process', by: 'SIGKILL', who: '' }, 2),
    ],
  },
  COW335: {
    meaning:
      'Code of a plugin had the word for `--stuck-after` seconds, and nothing was done meanwhile. What was told before stays.',
    remedy: 'The message names who had the word. A rule must end.',
    examples: [
      pluginStoodStill([plugin], { kind: 'stood-still', seconds: 10, who: 'rule mustCopy of policy ill' }, 3),
      pluginStoodStill([plugin], { kind: 'stood-still', seconds: 10, who: 'plugin mine.ts' }, 2),
    ],
  },
  COW336: {
    meaning: 'A process with code of a plugin took more memory than it may. What was told before stays.',
    remedy: 'The message names who had the word. What a plugin keeps must not grow.',
    examples: [
      pluginTookTooMuch([plugin], { kind: 'took-too-much', most: 2 ** 32, who: 'rule mustCopy of policy ill' }, 3),
      pluginTookTooMuch([plugin], { kind: 'took-too-much', most: 2 ** 32, who: 'plugin mine.ts' }, 2),
    ],
  },
  COW038: {
    meaning:
      'A plugin changed an object that belongs to the language. cowlab runs on the same objects, so nothing it says afterwards could be believed.',
    remedy: 'Keep what the plugin adds in objects of its own.',
    examples: [pluginChangedLanguage(plugin, ['Object.prototype.polluted'], 2), pluginChangedLanguage(plugin, ['Math.max'], 3)],
  },
  COW039: {
    meaning: 'A promise of the plugin was rejected, or a timer threw, while nobody waited for it.',
    remedy: 'Rules and steps answer at once; a plugin needs no promises and no timers.',
    examples: [pluginFailedLate(plugin, 'late', 2), pluginFailedLate(plugin, 'later', 3)],
  },
  COW130: {
    meaning: 'A policy binds a rule under a name that looks like one of the machine, and the machine never asks it.',
    remedy: 'Bind it with a token of `Rule`: `[Rule.Fork]`. `cowlab list rules` names them.',
    examples: [unknownRule('mine', 'cowlab.fork-rule', ['cowlab.fork', 'cowlab.gup'], plugin)],
  },
  COW131: {
    meaning: 'The `reads` of a rule name a field that no view has.',
    remedy: 'Take one of the known names; `cowlab list fields` prints them.',
    examples: [unknownField('mine', 'ShareAlways', 'frame.ref', ['frame.refs', 'frame.exclusive'], plugin)],
  },
  COW132: {
    meaning: 'A composition `a+b` names a policy or variant twice. A second time would change nothing.',
    remedy: 'Name each part once.',
    examples: [composedTwice('early-cow+a+a', 'a')],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
