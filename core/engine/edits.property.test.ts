import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insert, move, namesOf, replace, swap, without, type Edit, type Line } from './edits.js';

const names = ['a', 'b', 'c', 'd', 'e:'];
const own: readonly Line[] = names.map((name) => ({ name, by: undefined }));
const name = fc.constantFrom(...names);
const fresh = fc.constantFrom('x', 'y');

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fresh, name).map(([added, anchor]) => insert(added).after(anchor)),
  fc.tuple(fresh, name).map(([added, anchor]) => insert(added).before(anchor)),
  name.map((gone) => without(gone)),
  fc
    .tuple(name, name)
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => move(one).before(other)),
  fc
    .tuple(name, name)
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => swap(one, other)),
  fc.tuple(name, fresh).map(([gone, added]) => replace(gone).by(added)),
);

/** As an order does it: what is not there is passed over. */
function applied(edits: readonly Edit[], lines: readonly Line[] = own): readonly Line[] {
  return edits.reduce(
    (before, next, number) => (next.missing(before) === undefined ? next.applied(before, `p${number}`) : before),
    lines,
  );
}

describe('edits of an order', () => {
  it('leave every line that they are not about where it was', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
        const untouched = applied(edits)
          .filter(({ by, leftOutBy }) => by === undefined && leftOutBy === undefined)
          .map((line) => line.name);
        expect(untouched).toEqual(names.filter((one) => untouched.includes(one)));
      }),
    );
  });

  it("keep what they take out, with who took it: the machine's own list can be read from any other", () => {
    fc.assert(
      fc.property(
        fc.array(
          edit.filter(({ words }) => !words.startsWith('swap')),
          { maxLength: 5 },
        ),
        (edits) => {
          expect(
            applied(edits)
              .filter(({ by }) => by === undefined)
              .map((line) => line.name),
          ).toEqual(names);
        },
      ),
    );
  });

  it('put a line where it was again when it is moved and moved back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: names.length - 2 }), name, (place, anchor) => {
        const [moved, behind] = [names[place], names[place + 1]];
        fc.pre(anchor !== moved);
        expect(namesOf(applied([move(moved).after(anchor), move(moved).before(behind)]))).toEqual(names);
      }),
    );
  });

  it('exchange two lines, and exchange them back', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one !== other);
        const once = namesOf(applied([swap(one, other)]));
        expect([once[names.indexOf(one)], once[names.indexOf(other)]]).toEqual([other, one]);
        expect(namesOf(applied([swap(one, other), swap(other, one)]))).toEqual(names);
      }),
    );
  });

  it('say how they were written', () => {
    const written = [
      insert('x', 'y').after('a'),
      insert('x').before('e:'),
      without('a', 'b'),
      move('a').before('c'),
      move('a').after('c'),
      swap('a', 'b'),
      replace('a', 'b').by('x'),
      without('q').ifThere(),
    ].map(({ words }) => words);
    expect(written).toEqual([
      "insert('x', 'y').after('a')",
      "insert('x').before('e:')",
      "without('a', 'b')",
      "move('a').before('c')",
      "move('a').after('c')",
      "swap('a', 'b')",
      "replace('a', 'b').by('x')",
      "without('q').ifThere()",
    ]);
  });
});
