import { expect, it } from 'vitest';
import { sayNotRun } from './not-run-words.js';

it('says first what was not run at all, then under which policies the others were not', () => {
  expect(
    sayNotRun([
      { name: 'snapshot', policies: ['early-cow-seqcount', 'anon-exclusive'] },
      { name: 'fork-child-first', policies: undefined },
    ]),
  ).toBe('fork-child-first; snapshot under early-cow-seqcount and anon-exclusive');
});

it('says nothing of a whole run', () => {
  expect(sayNotRun([])).toBe('');
});
