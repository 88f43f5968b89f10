import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestNames } from './nearest.js';

describe('nearest names', () => {
  const policies = ['mapcount', 'page-count', 'early-cow', 'early-cow-seqcount', 'anon-exclusive'];

  it('come nearest first', () => {
    expect(nearestNames('erly-cow', policies)).toEqual(['early-cow']);
    expect(nearestNames('pagecount', policies)).toEqual(['page-count']);
  });

  it.each(['write', 'value', 'buffer', 'anon-exclusive'])(
    'find %s for every letter of it left out, doubled, changed or swapped',
    (name) => {
      const mistyped = Array.from(name, (letter, at) => {
        const [before, after] = [name.slice(0, at), name.slice(at + 1)];
        return [
          before + after,
          before + letter + letter + after,
          `${before}0${after}`,
          before + after.slice(0, 1) + letter + after.slice(1),
        ];
      });
      for (const word of mistyped.flat()) expect(nearestNames(word, [name])).toEqual([name]);
    },
  );

  it('are the same three, whatever order the known ones come in', () => {
    const word = fc.stringMatching(/^[a-d]{1,6}$/);
    fc.assert(
      fc.property(word, fc.uniqueArray(word), (name, known) => {
        const near = nearestNames(name, known);
        expect(near.length).toBeLessThanOrEqual(3);
        expect(nearestNames(name, known.toReversed())).toEqual(near);
      }),
    );
  });

  it('find a name cut short', () => {
    expect(nearestNames('anon', policies)).toEqual(['anon-exclusive']);
    expect(nearestNames('early', policies)).toEqual(['early-cow', 'early-cow-seqcount']);
  });

  it('are none for a name that is like no other', () => {
    expect(nearestNames('zzzzzz', policies)).toEqual([]);
    expect(nearestNames('C', ['P'])).toEqual([]);
  });

  it('ignore case', () => {
    expect(nearestNames('MapCount', policies)).toEqual(['mapcount']);
  });
});
