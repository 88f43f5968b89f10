import { nobody } from './hook.js';
import { describe, expect, it } from 'vitest';
import { addAnonMapping, dropMapping } from './rmap.js';
import { Pte } from './bits.js';
import { allocateFrame, putFrame } from './frame.js';
import { gather, gathered, isDelayed, mostGathered, releaseGathered, settleDelayed } from './gather.js';
import { allocateTable, lookupPte } from './pmd.js';
import { clearPte, setPte } from './pte.js';
import { growingMachine, main, smallMachine, thread } from './testing/machine.js';
import { staleTranslation, tryFlush } from './tlb.js';

describe('a gather', () => {
  it('keeps frames in their places, and whether their mapping waits for the flush', () => {
    const m = smallMachine();
    gather(m, 0, 0, 7, false);
    gather(m, 0, 1, 8, true);
    expect([gathered(m, 0, 0), isDelayed(m, 0, 0)]).toEqual([7, false]);
    expect([gathered(m, 0, 1), isDelayed(m, 0, 1)]).toEqual([8, true]);
    settleDelayed(m, 0, 1);
    expect([gathered(m, 0, 1), isDelayed(m, 0, 1)]).toEqual([8, false]);
    releaseGathered(m, 0, 1);
    expect(gathered(m, 0, 1)).toBe(0);
  });

  it('says when there is room for no more: after 9,698 frames', () => {
    const m = growingMachine({ gatherSize: mostGathered });
    expect(mostGathered).toBe(9_698);
    expect(gather(m, 0, mostGathered - 2, 7, false)).toBe(true);
    expect(gather(m, 0, mostGathered - 1, 7, false)).toBe(false);
  });

  it("is an actor's own where operations interleave, and one for all where they do not", () => {
    const racing = smallMachine();
    gather(racing, main, 0, 7, false);
    gather(racing, thread, 0, 8, true);
    expect([gathered(racing, main, 0), gathered(racing, thread, 0)]).toEqual([7, 8]);
    const sequential = growingMachine();
    gather(sequential, 0, 0, 7, false);
    expect(gathered(sequential, 1, 0)).toBe(7);
    expect(sequential.gather.frame).toHaveLength(sequential.shape.gatherSize);
  });

  it("keeps a frame for itself until the flush, so that no translation leads to what is somebody else's", () => {
    for (const isFlushedFirst of [true, false]) {
      const m = smallMachine();
      allocateTable(m, nobody, 0, 0);
      const [pte, pfn] = [lookupPte(m, nobody, 0, 0), allocateFrame(m, nobody)];
      addAnonMapping(m, nobody, 0, pfn, 0);
      setPte(m, nobody, 0, 0, pte, Pte.present | Pte.young | Pte.dirty | Pte.write, pfn);
      clearPte(m, nobody, 0, 0, pte);
      dropMapping(m, nobody, 0, pfn);
      gather(m, main, 0, pfn, false);
      expect(staleTranslation(m, thread, 0, 0, true)).toEqual({ pfn, writable: true, isDead: false });
      expect(allocateFrame(m, nobody)).not.toBe(pfn);
      if (isFlushedFirst) tryFlush(m, main, 0, 0, 1);
      putFrame(m, nobody, gathered(m, main, 0));
      expect(staleTranslation(m, thread, 0, 0, true)).toEqual(isFlushedFirst ? undefined : { pfn, writable: true, isDead: true });
    }
  });
});
