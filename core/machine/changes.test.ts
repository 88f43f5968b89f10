import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Changed, Changes } from './changes.js';
import { main, smallMachine } from './testing/machine.js';

function taken(changed: Changed): number[] {
  const things: number[] = [];
  changed.take((thing) => things.push(thing));
  return things.sort((a, b) => a - b);
}

describe('what follows a kind of thing', () => {
  it('is told of each that was written with another value, once, by whatever column', () => {
    const write = fc.tuple(fc.constantFrom('refs' as const, 'mapcount' as const, 'lo' as const), fc.nat(9), fc.nat(2));
    fc.assert(
      fc.property(fc.array(fc.array(write, { maxLength: 8 }), { maxLength: 5 }), (rounds) => {
        const { state, frame } = smallMachine();
        const changed = new Changes(state).follow('frame');
        expect(taken(changed)).toEqual([...frame.refs.cells.keys()]);
        for (const writes of rounds) {
          const expected = new Set<number>();
          for (const [column, pfn, value] of writes) {
            if (frame[column].at(pfn) !== value) expected.add(pfn);
            frame[column].set(pfn, value);
            expect(frame[column].at(pfn)).toBe(value);
          }
          expect(taken(changed)).toEqual([...expected].sort((a, b) => a - b));
          expect(taken(changed)).toEqual([]);
        }
      }),
    );
  });

  it('is told of what is stored into many at once', () => {
    const { state, frame } = smallMachine();
    const changed = new Changes(state).follow('frame');
    taken(changed);
    frame.refs.fill(main, 3, 4, 6);
    expect(taken(changed)).toEqual([4, 5]);
    frame.refs.fill(main, 3, 5, 7);
    expect(taken(changed)).toEqual([6]);
  });

  it('is one of several, each of which takes for itself', () => {
    const { state, frame } = smallMachine();
    const changes = new Changes(state);
    const [one, other] = [changes.follow('frame'), changes.follow('frame')];
    taken(one);
    taken(other);
    frame.refs.set(4, 7);
    expect(taken(one)).toEqual([4]);
    frame.refs.set(5, 7);
    expect([taken(one), taken(other)]).toEqual([[5], [4, 5]]);
  });

  it('is told no more once states are restored', () => {
    const m = smallMachine();
    m.follow();
    const changed = m.changes?.follow('vma') ?? new Changed(0);
    taken(changed);
    m.restorable();
    m.vma.mm.set(1, 1);
    expect([taken(changed), m.changes, m.places]).toEqual([[], undefined, undefined]);
    expect(m.vma.mm.at(1)).toBe(1);
    expect(Object.values(m.vma).map((column) => column.cells.buffer)).toEqual(
      Object.values(m.vma).map(() => m.state.bytes.buffer),
    );
  });
});
