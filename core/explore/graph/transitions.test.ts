import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Transitions } from './transitions.js';

const states = 8;

/** By definition: follows every way forward. */
function reaches(from: number, edges: readonly (readonly [number, number])[], ends: readonly number[]): boolean {
  const seen = new Set([from]);
  for (const state of seen) for (const [source, target] of edges) if (source === state) seen.add(target);
  return ends.some((end) => seen.has(end));
}

/** @param targets by state, where its transitions to known states lead */
function kept(targets: readonly (readonly number[])[]): Transitions {
  const transitions = new Transitions();
  for (const those of targets) {
    transitions.begin();
    for (const to of those) transitions.add(to);
  }
  return transitions;
}

describe('the first state without a way to an end', () => {
  it('is the lowest one from which no way forward leads to an end', () => {
    const state = fc.nat(states - 1);
    const targets = fc.array(fc.array(state, { maxLength: 3 }), { minLength: states, maxLength: states });
    const parents = fc.tuple(...Array.from({ length: states }, (_, at) => fc.nat(Math.max(0, at - 1))));
    fc.assert(
      fc.property(targets, parents, fc.array(state), (those, from, ends) => {
        const found = from.map((parent, at): [number, number] => [parent, at]).slice(1);
        const edges = [...found, ...those.flatMap((to, at) => to.map((one): [number, number] => [at, one]))];
        const endless = Array.from({ length: states }, (_, at) => at).find((at) => !reaches(at, edges, ends)) ?? -1;
        expect(kept(those).firstEndless(ends, (at) => from[at])).toBe(endless);
      }),
      { numRuns: 1000 },
    );
  });

  it('is found among more transitions than fit at first', () => {
    const count = 20_000;
    const line = kept(Array.from({ length: count }, (_, at) => (at === 0 ? [0, 0, 0] : [at - 1])));
    const parentOf = (at: number): number => at - 1;
    expect(line.firstEndless([count - 1], parentOf)).toBe(-1);
    expect(line.firstEndless([], parentOf)).toBe(0);
    const apart = kept(Array.from({ length: count }, (_, at) => (at < count - 1 ? [0] : [])));
    expect(apart.firstEndless([0], () => 0)).toBe(count - 1);
  });

  it('takes four bytes for a transition to a known state, five for a state, and none for one to a new state', () => {
    expect(kept([[], [0, 1], [2]]).bytes).toBe(3 * 4 + 3 * 5);
  });
});
