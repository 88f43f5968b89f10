import { expect, it } from 'vitest';
import { unexpectedIn } from '../findings/unexpected.js';
import { sampleResults } from '../testing/sample-results.js';
import { sayUnexpected } from './unexpected-words.js';

const [sample] = sampleResults().verdicts;

it.each([
  [{ verdict: 'violates', expected: 'holds' }, 'expected holds, found violates'],
  [
    { verdict: 'holds', expected: 'violates', eventMismatches: ['copies: expected 0, counted 1'] },
    'expected violates, found holds; copies: expected 0, counted 1',
  ],
  [{ verdict: 'broken', expected: undefined, why: 'a rule threw' }, 'broken: a rule threw'],
  [{ verdict: 'broken', expected: 'holds', why: undefined }, 'expected holds, found broken; broken: nobody knows why'],
  [{ verdict: 'bounded', expected: undefined, why: '10 states were seen' }, 'bounded: 10 states were seen'],
  [{ verdict: 'holds', expected: 'holds' }, undefined],
  [{ verdict: 'holds', expected: undefined }, undefined],
] as const)('of %o is said that %s', (rest, sentence) => {
  const found = unexpectedIn({ ...sample, ...rest });
  expect(found && sayUnexpected(found)).toBe(sentence);
});
