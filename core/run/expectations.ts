/** What a scenario asserts for a policy: `expect` and `expect-events` by id, by kernel, and by exception. */

import type { Program } from '../program/program.js';
import { everyOtherPolicy, type Verdict } from '../program/verdict.js';
import type { CompiledPolicy } from '../policy/compile.js';

/**
 * The policy that a key of `expect` means: a policy id as it is, a kernel (`linux-6.1`) by its policy.
 * Undefined: nothing that is known.
 */
export type PolicyOfKey = (key: string) => string | undefined;

/** What a scenario asserts for one policy: several keys, for instance of two kernels, may mean the same one. */
export interface Expectations {
  /** Each must be the verdict; empty: nothing is asserted. */
  readonly verdicts: readonly Verdict[];
  /** The verdict is `'*'`'s, which passes over a cell that is `not-applicable`. */
  readonly isByException: boolean;
  /** Counts by name, each of which must be met. */
  readonly events: readonly Readonly<Record<string, number>>[];
}

type Asserting = Pick<Program, 'expect' | 'expectEvents'>;

/**
 * The nearest that is said: of the policy itself; of `a` where it is `a+b`; of every policy that is not named (`'*'`).
 * The last two reach built-in policies and variants only: nobody has said anything of what a plugin brings. Counts belong
 * to the very policy they are given for.
 */
export function expectationsFor(
  { expect, expectEvents }: Asserting,
  { id, chain }: Pick<CompiledPolicy, 'id' | 'chain'>,
  policyOf: PolicyOfKey,
): Expectations {
  const saidOf = <T>(table: Readonly<Record<string, T>>, policy: string): T[] =>
    Object.entries(table)
      .filter(([key]) => key === policy || policyOf(key) === policy)
      .map(([, value]) => value);
  const events = saidOf(expectEvents, id);
  const isBuiltIn = chain.every(({ origin }) => origin === undefined);
  const [withoutVariants] = id.split('+');
  for (const policy of isBuiltIn ? [id, withoutVariants] : [id]) {
    const verdicts = saidOf(expect, policy);
    if (verdicts.length > 0) return { verdicts, isByException: false, events };
  }
  const isByException = isBuiltIn && everyOtherPolicy in expect;
  return { verdicts: isByException ? [expect[everyOtherPolicy]] : [], isByException, events };
}

/** The asserted verdict that a cell is compared with: one that disagrees, if there is one. Undefined: nothing is asserted. */
export function expectedVerdict({ verdicts, isByException }: Expectations, found: Verdict): Verdict | undefined {
  if (isByException && found === 'not-applicable') return undefined;
  return verdicts.find((verdict) => verdict !== found) ?? verdicts[0];
}

/** Keys of `expect` and `expect-events` that name a policy or a kernel. */
export function namedIn({ expect, expectEvents }: Asserting): string[] {
  return [...new Set([...Object.keys(expect), ...Object.keys(expectEvents)])].filter((key) => key !== everyOtherPolicy);
}
