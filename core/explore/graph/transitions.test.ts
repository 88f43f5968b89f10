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

describe('the first state without a way to an end', () => {
  it('is the lowest one from which no way forward leads to an end', () => {
    const state = fc.nat(states - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(state, state)), fc.array(state), (edges, ends) => {
        const transitions = new Transitions();
        for (const [from, to] of edges) transitions.add(from, to);
        const endless = Array.from({ length: states }, (_, from) => from).find((from) => !reaches(from, edges, ends)) ?? -1;
        expect(transitions.firstEndless(states, ends)).toBe(endless);
      }),
    );
  });

  it('is found among more transitions than fit at first', () => {
    const transitions = new Transitions();
    for (let from = 0; from < 5000; from++) transitions.add(from, from + 1);
    expect(transitions.firstEndless(5001, [5000])).toBe(-1);
    expect(transitions.firstEndless(5001, [4000])).toBe(4001);
  });
});
