import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Changed, Changes } from './changes.js';
import { smallMachine } from './testing/machine.js';

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
        expect(taken(changed)).toEqual([...frame.refs.keys()]);
        for (const writes of rounds) {
          const expected = new Set<number>();
          for (const [column, pfn, value] of writes) {
            if (frame[column][pfn] !== value) expected.add(pfn);
            frame[column][pfn] = value;
            expect(frame[column][pfn]).toBe(value);
          }
          expect(taken(changed)).toEqual([...expected].sort((a, b) => a - b));
          expect(taken(changed)).toEqual([]);
        }
      }),
    );
  });

  it("looks at all of them after a write to elements of the array's own choosing", () => {
    const { state, frame, pte } = smallMachine();
    const changes = new Changes(state);
    const [frames, ptes] = [changes.follow('frame'), changes.follow('pte')];
    for (const write of [
      () => frame.refs.fill(3),
      () => frame.refs.set([1, 2]),
      () => frame.refs.copyWithin(0, 2),
      () => frame.refs.reverse(),
      () => frame.refs.sort(),
    ]) {
      taken(frames);
      write();
      expect(taken(frames)).toEqual([...frame.refs.keys()]);
    }
    taken(ptes);
    expect(frame.refs.indexOf(3)).toBeGreaterThan(-1);
    expect([taken(frames), taken(ptes), pte.word.length]).toEqual([[], [], 16]);
  });

  it('is one of several, each of which takes for itself', () => {
    const { state, frame } = smallMachine();
    const changes = new Changes(state);
    const [one, other] = [changes.follow('frame'), changes.follow('frame')];
    taken(one);
    taken(other);
    frame.refs[4] = 7;
    expect(taken(one)).toEqual([4]);
    frame.refs[5] = 7;
    expect([taken(one), taken(other)]).toEqual([[5], [4, 5]]);
  });

  it('is told no more once states are restored', () => {
    const m = smallMachine();
    m.follow();
    const changed = m.changes?.follow('vma') ?? new Changed(0);
    taken(changed);
    m.restorable();
    m.vma.mm[1] = 1;
    expect([taken(changed), m.changes, m.places]).toEqual([[], undefined, undefined]);
    expect(m.vma.mm[1]).toBe(1);
    expect(Object.values(m.vma).map((column) => column.buffer)).toEqual(Object.values(m.vma).map(() => m.state.bytes.buffer));
  });
});
