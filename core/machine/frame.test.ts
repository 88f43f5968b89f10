import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame } from './bits.js';
import { allocateFrame, getFrame, noFrame, putFrame, tryLockFrame, unlockFrame } from './frame.js';
import type { Machine } from './machine.js';
import { allocateTable, freeTables } from './pmd.js';
import { simplestKernel } from './testing/kernel.js';
import { growingMachine, main, smallMachine, thread } from './testing/machine.js';

function following(): Machine {
  const m = smallMachine();
  m.follow();
  return m;
}

function expectFresh(m: Machine, pfn: number, held: readonly number[]): void {
  expect(held).not.toContain(pfn);
  const { refs, flags, lo, hi, rmapRoot, rmapIndex } = m.frame;
  expect([refs.at(pfn), flags.at(pfn), lo.at(pfn), hi.at(pfn), rmapRoot.at(pfn), rmapIndex.at(pfn)]).toEqual([
    1,
    Frame.allocated,
    0,
    0,
    0,
    0,
  ]);
}

describe.each([
  ['small', smallMachine],
  ['followed', following],
  ['growing', growingMachine],
])('the frames of a %s machine', (_, create) => {
  it('are given to one owner at a time, zero-filled, and counted', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(), { freq: 3 }), { maxLength: 40 }), (requests) => {
        const m = create();
        const held: number[] = [];
        let most = 0;
        for (const request of requests) {
          if (request !== null && held.length > 0) {
            putFrame(m, nobody, held.splice(request % held.length, 1)[0]);
          } else if (held.length < 20) {
            const pfn = allocateFrame(m, nobody);
            expectFresh(m, pfn, held);
            for (const column of [m.frame.lo, m.frame.hi, m.frame.rmapRoot, m.frame.rmapIndex]) column.set(pfn, 7);
            held.push(pfn);
          }
          most = Math.max(most, held.length);
          expect([m.global.framesInUse.at(0), m.peakFrames]).toEqual([held.length, most]);
        }
        expect(held).not.toContain(0);
        expect(m.events()['pages-allocated'] - m.events()['pages-freed']).toBe(held.length);
        expect(m.breaches).toEqual([]);
      }),
    );
  });

  it('stay as long as somebody has a reference', () => {
    const m = create();
    const pfn = allocateFrame(m, nobody);
    getFrame(m, nobody, pfn, 3);
    putFrame(m, nobody, pfn, 2);
    putFrame(m, nobody, pfn);
    expect([m.frame.refs.at(pfn), m.frame.flags.at(pfn)]).toEqual([1, Frame.allocated]);
    putFrame(m, nobody, pfn);
    expect([m.frame.refs.at(pfn), m.frame.flags.at(pfn)]).toEqual([0, 0]);
  });
});

describe('a frame', () => {
  it('that is the lowest free one is next, so that equal situations are equal states', () => {
    const m = smallMachine();
    const [first, second, third] = [allocateFrame(m, nobody), allocateFrame(m, nobody), allocateFrame(m, nobody)];
    expect([first, second, third]).toEqual([1, 2, 3]);
    putFrame(m, nobody, third);
    putFrame(m, nobody, first);
    expect([allocateFrame(m, nobody), allocateFrame(m, nobody), allocateFrame(m, nobody)]).toEqual([1, 3, 4]);
  });

  it('that was freed last is next in a large machine, which has no need to look', () => {
    const m = growingMachine();
    const frames = [allocateFrame(m, nobody), allocateFrame(m, nobody), allocateFrame(m, nobody)];
    putFrame(m, nobody, frames[0]);
    putFrame(m, nobody, frames[1]);
    expect([allocateFrame(m, nobody), allocateFrame(m, nobody), allocateFrame(m, nobody)]).toEqual([frames[1], frames[0], 4]);
  });

  it.each([
    ['looked for', smallMachine],
    ['known', following],
  ])('more than a program can need is an error of ours, where free ones are %s', (_, create) => {
    const m = create();
    for (let pfn = 1; pfn < m.shape.frames; pfn++) allocateFrame(m, nobody);
    expect(() => allocateFrame(m, nobody)).toThrow('The machine has room for 24 frames, and the program takes more.');
  });

  it('is none when memory has run out, until another frame or page table is given back', () => {
    const m = smallMachine({ memory: 3 });
    allocateTable(m, nobody, 0, 0);
    const pfn = allocateFrame(m, nobody);
    expect([pfn, allocateFrame(m, nobody), allocateFrame(m, nobody)]).toEqual([1, 2, noFrame]);
    putFrame(m, nobody, pfn);
    expect([allocateFrame(m, nobody), allocateFrame(m, nobody)]).toEqual([pfn, noFrame]);
    freeTables(m, nobody, 0);
    expect(allocateFrame(m, nobody)).toBe(3);
  });

  it('breaches its lifetime when it loses references that it has not, and keeps those it has', () => {
    const m = smallMachine();
    const pfn = allocateFrame(m, nobody);
    putFrame(m, nobody, pfn, 2);
    expect(m.breaches).toEqual([{ kind: 'lifetime', what: 'more-put-than-held', facts: { frame: pfn, lost: 2, references: 1 } }]);
    expect(m.frame.refs.at(pfn)).toBe(1);
  });

  it('breaches its lifetime when it is freed while page tables map it', () => {
    const m = smallMachine();
    const pfn = allocateFrame(m, nobody);
    m.frame.mapcount.set(pfn, 2);
    putFrame(m, nobody, pfn);
    expect(m.breaches).toEqual([{ kind: 'lifetime', what: 'freed-while-mapped', facts: { frame: pfn, mapcount: 2 } }]);
  });

  it('is locked by one actor, until it unlocks it', () => {
    const m = smallMachine();
    const pfn = allocateFrame(m, nobody);
    expect([tryLockFrame(m, main, pfn), tryLockFrame(m, thread, pfn), tryLockFrame(m, main, pfn)]).toEqual([true, false, false]);
    expect(m.frame.lockedBy.at(pfn)).toBe(main + 1);
    unlockFrame(m, nobody, pfn);
    expect(tryLockFrame(m, thread, pfn)).toBe(true);
  });
});

it.each([
  ['small', smallMachine],
  ['growing', growingMachine],
])('what a policy has added to a frame of a %s machine is gone with the frame', (_, create) => {
  const m = create(
    {},
    {
      ...simplestKernel(),
      fields: [
        { entity: 'frame', name: 'seen', bits: 8 },
        { entity: 'mm', name: 'seen', bits: 8 },
      ],
    },
  );
  const pfn = allocateFrame(m, nobody);
  getFrame(m, nobody, pfn);
  m.extra('frame', 'seen').set(pfn, 7);
  putFrame(m, nobody, pfn);
  expect(m.extra('frame', 'seen').at(pfn)).toBe(7);
  putFrame(m, nobody, pfn);
  expect(m.extra('frame', 'seen').at(pfn)).toBe(0);
});
