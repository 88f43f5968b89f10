import { describe, expect, it } from 'vitest';
import { smallMachine, growingMachine } from './testing/machine.js';
import { simplestKernel } from './testing/kernel.js';
import { widthFor } from './widths.js';

const narrow = { references: 100, content: 4, times: 1, operations: 3 };

/** Bytes of a cell of the fields that differ. */
function widthsOf(m: ReturnType<typeof smallMachine>): Record<string, number> {
  const { frame, vma, actor, register } = m;
  return {
    refs: frame.refs.cells.BYTES_PER_ELEMENT,
    lo: frame.lo.cells.BYTES_PER_ELEMENT,
    first: vma.first.cells.BYTES_PER_ELEMENT,
    list: actor.list.BYTES_PER_ELEMENT,
    register: register.value.BYTES_PER_ELEMENT,
    flags: frame.flags.cells.BYTES_PER_ELEMENT,
  };
}

describe('a field', () => {
  it('is as wide as what it may hold, of either sign', () => {
    expect([0, 127, 128, 32_767, 32_768].map(widthFor)).toEqual([8, 8, 16, 16, 32]);
  });

  it('is as wide as it is declared where nothing is known of its values', () => {
    const declared = { refs: 4, lo: 4, first: 4, list: 2, register: 4, flags: 4 };
    expect([smallMachine(), growingMachine()].map(widthsOf)).toEqual([declared, declared]);
  });

  it('is narrower where states are many and values small; flags never are', () => {
    const small = { refs: 2, lo: 1, first: 1, list: 1, register: 2, flags: 4 };
    expect(widthsOf(smallMachine({ narrow }))).toEqual(small);
  });

  it.each([
    ['contents', { narrow: { ...narrow, content: 300 } }, { lo: 2 }],
    ['references', { narrow: { ...narrow, references: 40_000 } }, { refs: 4, register: 4 }],
    ['pages', { narrow, pages: 200, tableSize: 256 }, { first: 2 }],
    ['repetitions', { narrow: { ...narrow, times: 70_000 } }, { register: 4 }],
  ])('is wider for more %s', (_, different, wider) => {
    expect(widthsOf(smallMachine(different))).toMatchObject(wider);
  });

  it('keeps flags above the sixteenth bit, in large machines and in small ones', () => {
    for (const m of [smallMachine({ narrow }), growingMachine()]) {
      m.frame.flags.or(0, 1, 1 << 30);
      expect(m.frame.flags.at(1)).toBe(1 << 30);
    }
  });

  it('that only a machine that grows needs is nowhere else', () => {
    const [small, large] = [smallMachine({ narrow }), growingMachine()];
    expect([small.frame.nextFree.length, small.global.freeFrame.length]).toEqual([0, 0]);
    expect([large.frame.nextFree.length, large.global.freeFrame.length]).toEqual([large.state.room('frame'), 1]);
  });
});

it('a register that holds more than its width is an error of ours', () => {
  const m = smallMachine({ narrow }, simplestKernel());
  m.set(0, 1, -32_768);
  expect(m.get(0, 1)).toBe(-32_768);
  expect(() => m.set(0, 1, 32_768)).toThrow('a register has 16 bits, too few for 32768');
});
