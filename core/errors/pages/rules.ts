/** The pages of rules that lack what the machine asks of them, or do not answer it. */

import { replayBlocked, replayWithoutBreach, ruleAnswered } from '../policies.js';
import { readsAreNoNames, ruleHasNoMethod, ruleLacks, ruleNotMade, ruleUnreadable } from '../rules.js';
import type { ErrorPage } from './page.js';

const mine = { id: 'mine', origin: 'mine.ts' };

/** Meaning, remedy and examples, by code. */
export const rulePages = {
  COW133: {
    meaning: 'The constructor of a rule threw, or asks for something that nothing binds.',
    remedy: 'Bind what it asks for, or mend the constructor.',
    examples: [ruleNotMade(mine, 'fork', 'No bindings found for service: "cowlab.colour"')],
  },
  COW134: {
    meaning: 'A member of a rule threw when it was looked at: a getter, or a Proxy.',
    remedy: 'Make it a method or a plain value.',
    examples: [ruleUnreadable(mine, 'fork', 'reads', 'no luck')],
  },
  COW135: {
    meaning: 'A rule lacks a method, or a constant, of its interface in `core/rules/rule.ts`.',
    remedy: 'Add it; `expected` lists all of them.',
    examples: [ruleLacks(mine, 'fork', 'mustCopy', 'mustCopy()')],
  },
  COW136: {
    meaning: 'A rule has something under the name of a question that cannot be called.',
    remedy: 'Make it a method.',
    examples: [ruleHasNoMethod(mine, 'fork', 'mustCopy', 'mustCopy()')],
  },
  COW137: {
    meaning: '`reads` of a rule is something else than an array of texts.',
    remedy: "List the fields: `readonly reads = ['frame.refs'] as const`.",
    examples: [readsAreNoNames(mine, 'fork')],
  },
  COW239: {
    meaning: 'A rule answered something that is no answer to the question. The cell is `broken`, never `holds`.',
    remedy:
      'A rule answers every question about every view it is handed, with the values of its interface in `core/rules/rule.ts`.',
    examples: [
      ruleAnswered(
        { policy: 'mine', rule: 'ShareAlways', question: 'for fork', plugin: 'mine.ts' },
        '`undefined`',
        'mustCopy',
        '`true` or `false`',
      ),
    ],
  },
  COW330: {
    meaning:
      'A breach was found, and a run of the same steps did not show it, although the rules answered the same: a step of the policy depends on something else than the state. A search over such a policy has explored a machine that does not exist.',
    remedy: 'Decide from what the step is handed, and from nothing else: no clock, no random number, no counter.',
    examples: [replayWithoutBreach(mine, 'unmaps', 'forgotten')],
  },
  COW337: {
    meaning:
      'A run was repeated, and a step that was taken then could not be taken, although the rules answered the same: a step of the policy depends on something else than the state. A search over such a policy has explored a machine that does not exist.',
    remedy: 'Decide from what the step is handed, and from nothing else: no clock, no random number, no counter.',
    examples: [replayBlocked(mine)],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
