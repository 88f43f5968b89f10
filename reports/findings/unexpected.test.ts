import { describe, expect, it } from 'vitest';
import { isAsExpected } from '../../core/run/as-expected.js';
import { sampleResults } from '../testing/sample-results.js';
import { unexpectedIn } from './unexpected.js';

const [{ expected: _, eventMismatches: __, ...cell }] = sampleResults().verdicts;
const verdicts = ['holds', 'violates', 'refused', 'not-applicable', 'bounded', 'broken'] as const;

describe('what is not as expected', () => {
  it('is found exactly where the exit code is not 0', () => {
    const cells = verdicts.flatMap((verdict) =>
      [undefined, ...verdicts].flatMap((expected) =>
        [[], ['copies: expected 0, counted 1']].map((eventMismatches) => ({
          ...cell,
          verdict,
          ...(expected === undefined ? {} : { expected }),
          eventMismatches,
        })),
      ),
    );
    expect(cells.filter(isAsExpected)).toHaveLength(8);
    for (const one of cells) expect(unexpectedIn(one) === undefined).toBe(isAsExpected(one));
  });

  it('is a cell that was cut short, whatever is asserted, with the bound', () => {
    const bounded = { ...cell, verdict: 'bounded', complete: false, why: 'more than 5 states' } as const;
    expect(unexpectedIn(bounded)).toEqual({ events: [], unfinished: { verdict: 'bounded', why: 'more than 5 states' } });
    expect(unexpectedIn({ ...bounded, expected: 'holds' })).toMatchObject({ verdict: { expected: 'holds', found: 'bounded' } });
  });
});
