import { describe, expect, it } from 'vitest';
import { cutTo, listed, oneOf } from './words.js';

describe('pieces of sentences', () => {
  it('enumerate names', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((names) => listed(names))).toEqual(['', 'a', 'a and b', 'a, b and c']);
    expect([oneOf(['a']), oneOf(['a', 'b', 'c']), oneOf(['a', 'b', 'c'], 2)]).toEqual(['a', 'a, b or c', 'a, b … (3 in all)']);
  });

  it('are cut where there is no room', () => {
    expect([4, 3, 1, 0].map((width) => cutTo('fork', width))).toEqual(['fork', 'fo…', '…', '…']);
  });
});
