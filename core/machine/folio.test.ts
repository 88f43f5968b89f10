import { describe, expect, it } from 'vitest';
import { allocateFrame, getFrame, putFrame } from './frame.js';
import { folioOf, headOf, prepareFolio } from './folio.js';
import { growingMachine, main, smallMachine } from './testing/machine.js';
import type { Machine } from './machine.js';

const narrow = { references: 100, content: 4, times: 1, operations: 3 };

/** Frames 1 to 8 are allocated; 4 to 7 are one folio. */
function withFolio(m: Machine): number {
  for (let pfn = 1; pfn <= 8; pfn++) expect(allocateFrame(m, main)).toBe(pfn);
  return prepareFolio(m, main, 4, 2);
}

describe.each([
  ['a small machine', (): Machine => smallMachine({ folios: 2, narrow })],
  ['a machine that grows', (): Machine => growingMachine({ folios: 2, frames: 16 })],
])('a folio of order 2 in %s', (_, made) => {
  it('is found from each of its frames, and its head is the first of them; every other frame is its own', () => {
    const m = made();
    const folio = withFolio(m);
    const frames = [3, 4, 5, 6, 7, 8];
    expect(frames.map((pfn) => headOf(m, main, pfn))).toEqual([3, 4, 4, 4, 4, 8]);
    expect(frames.map((pfn) => folioOf(m, main, pfn))).toEqual([-1, folio, folio, folio, folio, -1]);
  });

  it('counts the references of all its pages at its head', () => {
    const m = made();
    withFolio(m);
    getFrame(m, main, 6);
    getFrame(m, main, 7, 1024);
    expect([4, 5, 6, 7].map((pfn) => m.frame.refs.at(pfn))).toEqual([1026, 0, 0, 0]);
    putFrame(m, main, 5, 1025);
    expect([4, 5, 6, 7].map((pfn) => m.frame.refs.at(pfn))).toEqual([1, 0, 0, 0]);
  });

  it('has its counters in the table, each by itself, and none of them in its frames', () => {
    const m = made();
    const folio = withFolio(m);
    const columns = Object.entries(m.folio).filter(([name]) => name !== 'order' && name !== 'head');
    expect(columns.map(([name]) => name)).toEqual(['largeMapcount', 'entireMapcount', 'pins', 'firstMm', 'secondMm']);
    for (const [at, [, column]] of columns.entries()) column.store(main, folio, at + 1);
    expect(columns.map(([, column]) => column.at(folio))).toEqual([1, 2, 3, 4, 5]);
    expect(m.folio.order.at(folio)).toBe(2);
    expect([4, 5, 6, 7].map((pfn) => m.frame.mapcount.at(pfn))).toEqual([0, 0, 0, 0]);
  });

  it('is freed as a whole by the last reference, whichever page it is put by, and leaves nothing behind', () => {
    const m = made();
    const folio = withFolio(m);
    putFrame(m, main, 7);
    expect([3, 4, 5, 6, 7, 8].map((pfn) => m.frame.flags.at(pfn) !== 0)).toEqual([true, false, false, false, false, true]);
    expect(Object.values(m.folio).map((column) => column.at(folio))).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([4, 5, 6, 7].map((pfn) => headOf(m, main, pfn))).toEqual([4, 5, 6, 7]);
    expect(m.global.framesInUse.at(0)).toBe(4);
    expect(m.breaches).toEqual([]);
  });

  it('that is freed while it is mapped is a breach', () => {
    const m = made();
    const folio = withFolio(m);
    m.folio.largeMapcount.store(main, folio, 2);
    m.folio.entireMapcount.store(main, folio, 1);
    putFrame(m, main, 4);
    expect(m.breaches).toEqual([{ kind: 'lifetime', what: 'freed-while-mapped', facts: { frame: 4, mapcount: 3 } }]);
  });

  it('does not begin where it is not aligned, nor have a page that is free', () => {
    const m = made();
    for (let pfn = 1; pfn <= 6; pfn++) allocateFrame(m, main);
    expect(() => prepareFolio(m, main, 2, 2)).toThrow('a folio of order 2 cannot begin at frame 2');
    expect(() => prepareFolio(m, main, 4, 2)).toThrow('frame 7 of the folio is free');
  });
});

it('machines have room for so many folios, and say so when there are more', () => {
  const m = smallMachine({ folios: 1 });
  for (let pfn = 1; pfn <= 7; pfn++) allocateFrame(m, main);
  prepareFolio(m, main, 2, 1);
  expect(() => prepareFolio(m, main, 4, 1)).toThrow('out of folios: the capacity computed from the program is too small');
});

describe('a frame of a machine', () => {
  const bytesOfFrame = (folios: number): number =>
    (smallMachine({ folios, frames: 1024 }).state.bytes.length - smallMachine({ folios, frames: 512 }).state.bytes.length) / 512;

  it('pays four bytes for its folio where there may be some, and none where there are none', () => {
    expect(bytesOfFrame(1) - bytesOfFrame(0)).toBe(4);
    expect(smallMachine().frame.folio.length).toBe(0);
    expect(smallMachine({ folios: 3, frames: 16, narrow }).frame.folio.cells.BYTES_PER_ELEMENT).toBe(1);
  });
});
