import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { IntegerSet } from './integer-set.js';

it('answers as a sorted list does, whatever was added and deleted', () => {
  const room = fc.constantFrom(1, 31, 32, 33, 1024, 1025, 40_000);
  fc.assert(
    fc.property(
      room.chain((size) =>
        fc.tuple(
          fc.constant(size),
          fc.array(fc.tuple(fc.boolean(), fc.oneof(fc.nat(size - 1), fc.nat(Math.min(40, size - 1))))),
          fc.array(fc.nat(size - 1)),
        ),
      ),
      ([size, changes, questions]) => {
        const set = new IntegerSet(size);
        const members = new Set<number>();
        for (const [adds, member] of changes) {
          if (adds) members.add(member);
          else members.delete(member);
          if (adds) set.add(member);
          else set.delete(member);
        }
        const sorted = [...members].sort((a, b) => a - b);
        for (const at of [0, size - 1, ...questions]) {
          expect(set.has(at)).toBe(members.has(at));
          expect(set.next(at)).toBe(sorted.find((member) => member >= at) ?? -1);
          expect(set.previous(at)).toBe(sorted.findLast((member) => member <= at) ?? -1);
        }
        expect(set.next(size)).toBe(-1);
        expect(set.previous(-1)).toBe(-1);
      },
    ),
  );
});
