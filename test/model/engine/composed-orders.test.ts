/** Variants edit the list of the policy before them, whatever that is; two of them compose in either order or not at all. */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { insert, namesOf, swap, without, type Edit } from '../../../core/engine/edits.js';
import type { CowlabError } from '../../../core/errors/errors.js';
import { checkProgram } from '../../../core/explore/check.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import { defineVariant } from '../../../core/policy/policy.js';
import { operations } from '../../../core/mm/operations.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { scenario } from '../testing/builtin.js';
import { orderOf } from '../testing/orders.js';

/** `policy` with these edits of one list, each a variant: `one`, `two`. */
function composed(policy: string, list: string, ...edits: readonly (readonly Edit[])[]): CompiledPolicy {
  const variants = edits.map((own, number) => defineVariant(['one', 'two'][number], { title: '', orders: { [list]: own } }));
  return compilePolicy(
    new PolicyRegistry(operations, [...builtinPolicies, ...variants]),
    [policy, ...variants.map(({ id }) => id)].join('+'),
  );
}

function refusal(run: () => unknown): CowlabError {
  try {
    run();
  } catch (error) {
    return error as CowlabError;
  }
  throw new Error('it was not refused');
}

describe('a variant', () => {
  it('keeps what the policy has changed in the same list: fork keeps its sequence count, and the race holds', () => {
    const policy = composed('early-cow-seqcount', 'copy-page-range', [
      swap('lock-child-table', 'lock-parent-table'),
      swap('lock-child-table', 'lock-parent-table'),
    ]);
    expect(policy.hasStep('begin-write-protect-seq')).toBe(true);
    const checked = checkProgram(scenario('rw-pin-races-fork'), policy);
    expect([checked.verdict, checked.states]).toEqual([
      'holds',
      checkProgram(scenario('rw-pin-races-fork'), composed('early-cow-seqcount', 'wait', [])).states,
    ]);
    expect(
      checkProgram(
        scenario('rw-pin-races-fork'),
        composed('early-cow-seqcount', 'copy-page-range', [
          without('begin-write-protect-seq', 'end-write-protect-seq', 'end-write-protect-seq-failing'),
        ]),
      ).verdict,
    ).toBe('violates');
  });

  it('is refused behind a policy that lacks what it is about', () => {
    expect(refusal(() => composed('mapcount', 'gup-fast', [without('check-unshare')])).message).toBe(
      "The policy `one` edits `gup-fast` by `without('check-unshare')`, but has no `check-unshare` there.",
    );
  });
});

describe('two variants', () => {
  it('compose when they edit different places, in either order', () => {
    const [barrier, unchecked] = [[insert('full-barrier').after('add-pin-bias')], [without('check-unshare')]];
    const lists = [
      [barrier, unchecked],
      [unchecked, barrier],
    ].map((edits) => namesOf(composed('anon-exclusive', 'gup-fast', ...edits).orderOf('gup-fast')));
    expect(lists[0]).toEqual(lists[1]);
    expect(lists[0]).toEqual(orderOf('anon-exclusive-6.1', 'gup-fast').filter((name) => name !== 'check-unshare'));
  });
});
