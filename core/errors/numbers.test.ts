import { describe, expect, it } from 'vitest';
import { plural, showCount } from './numbers.js';

describe('a number of things', () => {
  it('has the noun that goes with it, and its thousands apart', () => {
    expect([0, 1, 2, 12_345].map((count) => plural(count, 'state'))).toEqual([
      '0 states',
      '1 state',
      '2 states',
      '12,345 states',
    ]);
    expect([1, 2].map((count) => plural(count, 'policy', 'policies'))).toEqual(['1 policy', '2 policies']);
    expect(showCount(-1_048_576)).toBe('-1,048,576');
  });
});
