/** Components hold together what changes together, and share no word. */

import { describe, expect, it } from 'vitest';
import { smallMachine } from './testing/machine.js';

const racing = [0, 1, 2];

function racingMachine(): ReturnType<typeof smallMachine> {
  return smallMachine({ racing, actors: 4, gatherSize: 5 });
}

/** The components, by number, of which a word differs from what it was. */
function changedBy(m: ReturnType<typeof smallMachine>, change: () => void): number[] {
  const words = new Int32Array(m.state.bytes.buffer);
  const before = words.slice();
  change();
  return [...m.components().entries()]
    .filter(([, those]) => those.some((at) => words[at] !== before[at]))
    .map(([number]) => number);
}

describe('the components of a state', () => {
  it('have each word once at most', () => {
    const words = racingMachine()
      .components()
      .flatMap((those) => [...those]);
    expect(new Set(words).size).toBe(words.length);
  });

  it('are one for each actor that races, and what it remembers is in no other', () => {
    const m = racingMachine();
    const touched = racing.map((actor) =>
      changedBy(m, () => {
        for (let number = 0; number < m.policy.registerAt.length; number++) m.set(actor, number, 100 + number);
        for (let depth = 0; depth < m.stackDepth; depth++) m.stack.list[m.stackAt(actor, depth)] = 7;
      }),
    );
    expect(touched.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(touched.flat()).size).toBe(3);
  });

  it('are apart for frames and for page tables, and where an actor is, is in none', () => {
    const m = racingMachine();
    const frames = changedBy(m, () => m.frame.refs.set(3, 1));
    const tables = changedBy(m, () => m.table.refs.set(0, 1));
    expect([frames.length, tables.length]).toEqual([1, 1]);
    expect(frames).not.toEqual(tables);
    expect(
      changedBy(m, () => {
        m.actor.list[1] = 3;
        m.actor.position[1] = 2;
      }),
    ).toEqual([]);
  });
});
