import { expect, it } from 'vitest';
import type { VerdictResult } from '../../core/run/results.js';
import { againstParents } from './against-parent.js';
import { sampleResults } from '../testing/sample-results.js';

const [anyVerdict] = sampleResults().verdicts;

function verdicts(table: Readonly<Record<string, string>>): VerdictResult[] {
  const words = { h: 'holds', v: 'violates', b: 'bounded' } as const;
  return Object.entries(table).flatMap(([policy, row]) =>
    row
      .split('')
      .map((letter, column): VerdictResult => ({
        ...anyVerdict,
        policy,
        scenario: `s${column}`,
        verdict: words[letter as 'h' | 'v' | 'b'],
      })),
  );
}

it('names what comes back and what goes, and says nothing of what was cut short', () => {
  const policies = [{ id: 'old' }, { id: 'new', extends: 'old' }];
  expect(againstParents(policies, verdicts({ old: 'hvhbv', new: 'vhhvb' }))).toEqual([
    { policy: 'new', parent: 'old', breaks: ['s0'], mends: ['s1'] },
  ]);
});

it('compares a composition with the policy it is based on, and nobody with a parent that was not run', () => {
  const policies = [
    { id: 'old+x', extends: 'ancient' },
    { id: 'old', extends: 'ancient' },
  ];
  expect(againstParents(policies, verdicts({ old: 'h', 'old+x': 'v' }))).toEqual([
    { policy: 'old+x', parent: 'old', breaks: ['s0'], mends: [] },
  ]);
});
