import { describe, expect, it } from 'vitest';
import { namedWordsOf, wordsOf } from './thrown.js';

describe('what was thrown', () => {
  it('is said, whatever it is', () => {
    const unsayable = {
      toString: () => {
        throw new Error('no');
      },
    };
    expect([new TypeError('no frame'), 'text', undefined, unsayable].map(wordsOf)).toEqual([
      'no frame',
      'text',
      'undefined',
      'something that cannot be printed',
    ]);
  });

  it('is said behind its name, if it is an error', () => {
    expect([new TypeError('no frame'), 7].map(namedWordsOf)).toEqual(['TypeError: no frame', '7']);
  });
});
