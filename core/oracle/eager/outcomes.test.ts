import { describe, expect, it } from 'vitest';
import { program } from '../testing/allowed.js';
import { EagerLimitError } from './interleave.js';
import { eagerOutcomes } from './outcomes.js';

function size(text: string): { readonly states: number; readonly outcomes: number } {
  const { states, outcomes } = eagerOutcomes(program(text));
  return { states, outcomes: outcomes.size };
}

const twoWriters = (allow: string): string => `
memory: { buf: { pages: 2, touched: true } }
allow: [${allow}]
race:
  P: [{ write: buf, value: 1 }]
  P.t1: [{ write: buf, value: 2 }]
`;

const forkRace = (allow: string): string => `
memory: { buf: { pages: 2, touched: true } }
allow: [${allow}]
steps:
  - P: { pin: "buf[0]", as: h, write: true, longterm: true }
race:
  P: [{ fork: C }]
  P.t1: [{ write: "buf[0].lo", value: 1 }, { write: "buf[1]", value: 2 }]
  dev: [{ dma-write: h.hi, value: 3 }]
after:
  - C: { read: buf, as: r }
`;

describe('the number of eager states and outcomes', () => {
  it('is one state per operation of a total order, and the first', () => {
    expect(
      size(`
memory: { buf: { pages: 2 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - C: { read: buf, as: r }
`),
    ).toEqual({ states: 4, outcomes: 1 });
  });

  it('is every way in which two actors can store over each other, page by page', () => {
    // Of the 3 x 3 positions, 5 have one state, 3 two (who stored last to the first page), and the last has four.
    expect(size(twoWriters(''))).toEqual({ states: 5 + 3 * 2 + 4, outcomes: 4 });
  });

  it('is every pair of positions at the fork and now', () => {
    // Before the race 1; before the fork 3 x 2; after it (1 + 2 + 3) x (1 + 2); after the last step 6.
    expect(size(forkRace(''))).toEqual({ states: 1 + 6 + 18 + 6, outcomes: 6 });
  });

  it('is larger by the device stores within a fork where they may tear', () => {
    // Begun: the store is to come, long past, or remembered. Copied: to come, in the copy, or open. Returned, and after the
    // last step: not in the copy, too.
    expect(size(forkRace('dma-during-fork-may-tear'))).toEqual({ states: 1 + 6 + 9 + 18 + 24 + 9, outcomes: 6 });
  });
});

describe('a program with too many states', () => {
  it('is given up with an error that names the limit', () => {
    expect(() => eagerOutcomes(program(twoWriters('')), { states: 5, bytes: 1e6 })).toThrow(
      new EagerLimitError('case', '5 states'),
    );
    expect(() => eagerOutcomes(program(twoWriters('')), { states: 50, bytes: 5_000 })).toThrow(
      new EagerLimitError('case', '5,000 bytes of states'),
    );
  });
});

describe('a race that blocks', () => {
  it('shows no outcome', () => {
    expect(
      size(`
memory: { buf: { pages: 1 } }
race:
  P: [{ wait: [b] }, { read: buf, as: a }]
  P.t1: [{ wait: [a] }, { read: buf, as: b }]
`).outcomes,
    ).toBe(0);
  });
});
