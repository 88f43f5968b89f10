import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionTree } from './decision-tree.js';

type State = Readonly<Record<string, number>>;

/** An ask of a rule in a state: it looks at fields in an order of its own, then answers. */
function ask(tree: DecisionTree<string>, state: State, reads: readonly string[], answer: unknown, room = 1000): unknown {
  return tree.note({ looks: () => reads, see: (field) => state[field] }, answer, room);
}

describe('a decision tree', () => {
  it('finds two answers to the same values of the same fields', () => {
    const tree = new DecisionTree<string>();
    expect(ask(tree, { refs: 1, pins: 0 }, ['refs', 'pins'], true)).toBeUndefined();
    expect(ask(tree, { refs: 1, pins: 0 }, ['refs', 'pins'], true)).toBeUndefined();
    expect(ask(tree, { refs: 1, pins: 1 }, ['refs', 'pins'], false)).toBeUndefined();
    expect(ask(tree, { refs: 1, pins: 0 }, ['refs', 'pins'], false)).toEqual({
      seen: [
        ['refs', 1],
        ['pins', 0],
      ],
      before: true,
      now: false,
    });
  });

  it('finds an answer that once came without a look that changes it now', () => {
    const tree = new DecisionTree<string>();
    expect(ask(tree, { refs: 1 }, [], true)).toBeUndefined();
    expect(ask(tree, { refs: 2 }, ['refs'], false)).toEqual({ seen: [], before: true, now: false });
  });

  it('has nothing against a rule that remembers its answer and looks at less the next time', () => {
    const tree = new DecisionTree<string>();
    expect(ask(tree, { refs: 1, pins: 0 }, ['refs', 'pins'], true)).toBeUndefined();
    expect(ask(tree, { refs: 1, pins: 0 }, ['refs'], true)).toBeUndefined();
    expect(ask(tree, { refs: 1, pins: 5 }, ['refs'], true)).toBeUndefined();
    expect(ask(tree, { refs: 1, pins: 5 }, ['pins', 'refs'], true)).toBeUndefined();
  });

  it('keeps nothing of an ask that fits, and asks only for the fields on its way', () => {
    const tree = new DecisionTree<string>();
    ask(tree, { refs: 1, pins: 0 }, ['refs', 'pins'], true);
    ask(tree, { refs: 2, pins: 0 }, ['refs'], false);
    const size = tree.size;
    const asked: string[] = [];
    for (let i = 0; i < 1000; i++) {
      tree.note(
        {
          looks: () => {
            throw new Error('of no use');
          },
          see: (field) => (asked.push(field), 2),
        },
        false,
        1000,
      );
    }
    expect(tree.size).toBe(size);
    expect(asked).toEqual(Array.from({ length: 1000 }, () => 'refs'));
  });

  it('never remembers more than there is room for, and still compares', () => {
    const tree = new DecisionTree<string>();
    for (let refs = 0; refs < 100; refs++) ask(tree, { refs }, ['refs'], true, 10 - tree.size);
    expect(tree.size).toBeLessThanOrEqual(10);
    expect(ask(tree, { refs: 0 }, ['refs'], false, 0)).toMatchObject({ before: true, now: false });
    expect(ask(tree, { refs: 99 }, ['refs'], false, 0)).toBeUndefined();
  });

  it('has nothing against any pure rule, in whatever order it looks', () => {
    const fields = ['a', 'b', 'c'];
    const state = fc.record({ a: fc.nat(1), b: fc.nat(1), c: fc.nat(2) });
    const asks = fc.array(fc.tuple(state, fc.shuffledSubarray(fields), fc.boolean()), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), asks, (truth, list) => {
        const tree = new DecisionTree<string>();
        for (const [values, extra, isLazy] of list) {
          // It needs `b` only where `a` is 1, and may look at more than it needs.
          const needed = values.a === 0 ? ['a'] : ['a', 'b'];
          const answer = truth[values.a === 0 ? values.a : 2 + values.b];
          const reads = [...new Set(isLazy ? needed : [...extra, ...needed])];
          expect(ask(tree, values, reads, answer)).toBeUndefined();
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
