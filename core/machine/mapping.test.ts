import { nobody } from './hook.js';
import { describe, expect, it } from 'vitest';
import { Frame, Prot, Vma } from './bits.js';
import type { Machine } from './machine.js';
import { addToPageCache, cachedFrame, isCached } from './mapping.js';
import { growingMachine, smallMachine } from './testing/machine.js';
import { mapVma } from './vma.js';

function area(m: Machine, flags: number): number {
  return mapVma(m, nobody, 0, { first: 0, pages: 4, prot: Prot.read, flags, offset: 0 });
}

describe('the page cache', () => {
  it('holds one reference on a page, which is on the LRU and knows its place', () => {
    const m = smallMachine();
    const pfn = addToPageCache(m, nobody, 2, false);
    expect([m.frame.refs.at(pfn), m.frame.mapcount.at(pfn), m.frame.flags.at(pfn), m.frame.rmapIndex.at(pfn)]).toEqual([
      1,
      0,
      Frame.allocated | Frame.pageCache | Frame.lru,
      2,
    ]);
  });

  it('has one frame for a page, whoever asks and however often', () => {
    const m = smallMachine();
    const [file, same] = [area(m, Vma.file), area(m, Vma.file | Vma.shared)];
    const pfn = cachedFrame(m, nobody, file, 1);
    expect([cachedFrame(m, nobody, same, 1), cachedFrame(m, nobody, file, 1)]).toEqual([pfn, pfn]);
    expect(cachedFrame(m, nobody, file, 2)).not.toBe(pfn);
    expect(m.global.framesInUse.at(0)).toBe(2);
  });

  it('makes pages of shmem where no file system keeps account of what is dirty', () => {
    const m = smallMachine();
    const shmem = [Vma.file | Vma.shared | Vma.uncached, Vma.file | Vma.dirtyTracked].map(
      (flags, filePage) => (m.frame.flags.at(cachedFrame(m, nobody, area(m, flags), filePage)) & Frame.shmem) !== 0,
    );
    expect(shmem).toEqual([true, false]);
  });

  it('has all of a file, and of shared anonymous memory what was touched', () => {
    const m = smallMachine();
    const [file, memory] = [area(m, Vma.file), area(m, Vma.file | Vma.shared | Vma.uncached)];
    expect([isCached(m, nobody, file, 0), isCached(m, nobody, memory, 1)]).toEqual([true, false]);
    cachedFrame(m, nobody, memory, 1);
    expect([isCached(m, nobody, memory, 1), isCached(m, nobody, memory, 2)]).toEqual([true, false]);
  });

  it('grows with what is asked of it in a large machine', () => {
    const m = growingMachine();
    const file = area(m, Vma.file);
    const pfn = cachedFrame(m, nobody, file, 100);
    expect([cachedFrame(m, nobody, file, 100), m.filePage.frame.at(100)]).toEqual([pfn, pfn + 1]);
  });
});

it('more pages of files than a program has are an error of ours', () => {
  const m = smallMachine({ filePages: 1 });
  expect(() => addToPageCache(m, nobody, 1, false)).toThrow(
    'The machine has room for 1 pages of files, and the program takes more.',
  );
});
