import { describe, expect, it } from 'vitest';
import { program } from '../testing/allowed.js';
import { stateKey } from './key.js';
import { copyState, initialState, nothing, type EagerState, type Mapping, type Slot } from './state.js';

const start = initialState(
  program(`
files: { f: { pages: 1 } }
memory: { buf: { pages: 2, touched: true }, map: { pages: 1, backing: file, file: f } }
steps:
  - P: { fork: C }
  - P: { pin: buf, as: h, write: true }
`),
);
start.references[0] = { slot: mapped(start, 0).slot, or: undefined };

function mapped(state: EagerState, page: number): Mapping {
  const mapping = state.processes[0].pages[page];
  if (mapping === undefined) throw new Error(`page ${page} is not mapped`);
  return mapping;
}

function changed(change: (state: EagerState) => void): EagerState {
  const state = copyState(start);
  change(state);
  return state;
}

const withMapping =
  (change: Partial<Mapping>) =>
  (state: EagerState): void => {
    state.processes[0].pages[0] = { ...mapped(state, 0), ...change };
  };

const withSlot =
  (page: number, change: Partial<Slot>) =>
  (state: EagerState): void => {
    const { slot } = mapped(state, page);
    state.slots[slot] = { ...state.slots[slot], ...change };
  };

describe('the key of a state', () => {
  it.each<[string, (state: EagerState) => void]>([
    ['the low half of a page', withSlot(0, { versions: [{ lo: 7, hi: 1_000_000, at: 0 }] })],
    ['the high half of a page', withSlot(0, { versions: [{ lo: 1_000_000, hi: 7, at: 0 }] })],
    ['what else a page may hold', withSlot(2, { versions: [{ lo: 7, hi: 7, at: 0 }] })],
    ['whether a page was written', withSlot(0, { untouched: true })],
    ['what a page follows', withSlot(2, { follows: nothing })],
    [
      'the content of a file',
      (state) => {
        state.slots[0] = { ...state.slots[0], versions: [{ lo: 7, hi: 7, at: 0 }] };
      },
    ],
    ['protection', withMapping({ prot: 'r' })],
    ['dontfork', withMapping({ dontfork: true })],
    ['wipeonfork', withMapping({ wipeonfork: true })],
    ['what is behind a mapping', withMapping({ file: 0 })],
    ['which page is mapped', withMapping({ slot: mapped(start, 1).slot })],
    [
      'which page is referenced',
      (state) => {
        state.references[0] = { slot: mapped(state, 1).slot, or: undefined };
      },
    ],
    [
      'which page may be referenced instead',
      (state) => {
        state.references[0] = { slot: mapped(state, 0).slot, or: { slot: mapped(state, 1).slot, or: undefined } };
      },
    ],
    [
      'whether a reference is live',
      (state) => {
        state.live[0] = true;
      },
    ],
    [
      'observations',
      (state) => {
        state.observed[0] = 7;
      },
    ],
    [
      'who lives',
      (state) => {
        state.processes[1].life = 'dead';
      },
    ],
    [
      'a fork under way',
      (state) => {
        state.windows.push({ parent: 0, child: 1, isCopied: false, stores: [], copies: [] });
      },
    ],
    [
      'where the areas of a move under way began',
      (state) => {
        state.moving[0] = [0];
      },
    ],
  ])('tells states apart by %s', (_, change) => {
    expect(stateKey(changed(change))).not.toBe(stateKey(start));
  });

  it('does not depend on pages that nobody reaches, nor on how pages are numbered', () => {
    const moved = changed((state) => {
      const { slot } = mapped(state, 1);
      const copy = state.slots.push(state.slots[slot]) - 1;
      state.processes[0].pages[1] = { ...mapped(state, 1), slot: copy };
      state.slots[slot] = { ...state.slots[slot], versions: [{ lo: 7, hi: 7, at: 0 }] };
    });
    expect(stateKey(moved)).toBe(stateKey(start));
  });
});
