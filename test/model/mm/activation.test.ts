/** Pages that get_user_pages has touched twice wait to be activated, in a batch that holds a reference of each. */

import { describe, expect, it } from 'vitest';
import { checkProgram } from '../../../core/explore/check.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { policy } from '../testing/builtin.js';

const pinned = ['{ pin: a, as: one, path: slow }', '{ unpin: one }', '{ pin: a, as: two, path: slow }', '{ unpin: two }'];

/** Copies of a page that its last owner stores to, after the given steps on it; it was forked and the child is gone. */
function copies(under: string, steps: readonly string[], batch = 'local'): number {
  const text = `
    name: activated
    machine: { lru-batch: ${batch}, cpus: 2 }
    memory: { a: { pages: 1 } }
    steps:
      - P: { write: a, value: 1 }
      - P: { lru-drain: true }
      ${steps.map((step) => `- P: ${step}`).join('\n      ')}
      - P: { fork: C }
      - C: { exit: true }
      - P: { write: a, value: 2 }
  `;
  const checked = checkProgram(loadProgram(text, 'activated'), policy(under));
  expect(checked).toMatchObject({ verdict: 'holds', breaches: [] });
  return checked.events.copies ?? 0;
}

describe.each([
  ['mapcount', 0, 'which counts no references'],
  ['forced-break', 0, 'which counts no references'],
  ['early-cow', 1, 'which counts them'],
  ['page-count-everywhere', 1, 'which drains only what is not on the LRU'],
  ['anon-exclusive-6.5', 1, 'which drains only what is not on the LRU'],
  ['anon-exclusive-6.5+activation-clears-lru-6.11', 0, 'where it is not on the LRU'],
  ['anon-exclusive-6.15', 0, 'where it is not on the LRU'],
  ['anon-exclusive-6.15+activation-keeps-lru-6.17', 1, 'where it is on the LRU again'],
])('under %s', (under, expected, because) => {
  it(`the last owner of a page touched twice copies it ${expected} times, ${because}`, () => {
    expect(copies(under, pinned)).toBe(expected);
  });

  it.each([
    ['was touched once', pinned.slice(0, 2)],
    ['was drained since', [...pinned, '{ lru-drain: true }']],
    [
      'is active already',
      [...pinned, '{ lru-drain: true }', ...pinned.map((step) => step.replaceAll('one', 'three').replaceAll('two', 'four'))],
    ],
  ])('reuses a page that %s', (_, steps) => {
    expect(copies(under, steps)).toBe(0);
  });

  it('reuses it where there are no batches', () => {
    expect(copies(under, pinned, 'none')).toBe(0);
  });
});

it('a lockless walk counts as the first touch, but activates nothing itself', () => {
  const fast = pinned.map((step) => step.replace('slow', 'fast'));
  expect(copies('anon-exclusive-6.5', fast)).toBe(0);
  expect(copies('anon-exclusive-6.5', [...fast.slice(0, 2), ...pinned.slice(2)])).toBe(1);
});

it('a batch that is full is drained', () => {
  const text = `
    name: full
    machine: { lru-batch: local }
    memory: { a: { pages: 15 } }
    steps:
      - P: { write: a, value: 1 }
      - P: { lru-drain: true }
      - P: { pin: a, as: one, path: slow }
      - P: { pin: a, as: two, path: slow }
      - P: { unpin: one }
      - P: { unpin: two }
      - P: { fork: C }
      - C: { exit: true }
      - P: { write: a, value: 2 }
  `;
  expect(checkProgram(loadProgram(text, 'full'), policy('anon-exclusive-6.5')).events.copies ?? 0).toBe(0);
  const fewer = loadProgram(text.replace('pages: 15', 'pages: 14'), 'full');
  expect(checkProgram(fewer, policy('anon-exclusive-6.5')).events.copies).toBe(14);
});
