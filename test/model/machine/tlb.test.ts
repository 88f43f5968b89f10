import { beforeEach, describe, expect, it } from 'vitest';
import { shapeOf } from '../../../core/explore/world.js';
import { policy } from '../testing/builtin.js';
import { Pte } from '../../../core/machine/bits.js';
import { allocateFrame, putFrame } from '../../../core/machine/frame.js';
import { Machine } from '../../../core/machine/machine.js';
import { setPte } from '../../../core/machine/pte.js';
import { allocateTable, lookupPte } from '../../../core/machine/pmd.js';
import { forgetTranslation, staleTranslation, tryFlush } from '../../../core/machine/tlb.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('two-threads');

const [P, t1] = [0, 1];
const full = Pte.present | Pte.young | Pte.dirty | Pte.write;

let m: Machine;
let pte: number;
let pfn: number;
beforeEach(() => {
  m = new Machine(shapeOf(program), policy('mapcount'));
  m.mm.alive[0] = 1;
  allocateTable(m, 0, 0);
  pte = lookupPte(m, 0, 0);
  pfn = allocateFrame(m);
});

/** Page 0 was mapped like this, and then is like that. */
function changes(before: number, after: number, to = pfn): void {
  setPte(m, 0, 0, pte, before, pfn);
  setPte(m, 0, 0, pte, after, to);
}

describe('a PTE that changes leaves with every actor of its address space', () => {
  it('the writable translation it had, when it loses the write bit', () => {
    changes(full, full & ~Pte.write);
    for (const actor of [P, t1]) {
      expect(staleTranslation(m, actor, 0, 0, true)).toEqual({ pfn, writable: true, isDead: false });
      // A load finds the same frame by walking.
      expect(staleTranslation(m, actor, 0, 0, false)).toBeUndefined();
    }
  });

  it('a read-only one, when it was never stored to', () => {
    changes(full & ~Pte.dirty, Pte.none, 0);
    expect(staleTranslation(m, P, 0, 0, true)).toBeUndefined();
    expect(staleTranslation(m, P, 0, 0, false)).toEqual({ pfn, writable: false, isDead: false });
  });

  it('none, when it was never used, or was there for the kernel only', () => {
    changes(full & ~Pte.young, Pte.none, 0);
    expect(staleTranslation(m, P, 0, 0, false)).toBeUndefined();
    changes(full | Pte.protNone, Pte.none, 0);
    expect(staleTranslation(m, P, 0, 0, false)).toBeUndefined();
  });

  it('none, when it only gains rights or is marked', () => {
    changes(full & ~(Pte.write | Pte.dirty), full);
    expect(staleTranslation(m, P, 0, 0, true)).toBeUndefined();
  });

  it('nothing to keep apart, once it says the same again', () => {
    changes(full, full & ~Pte.write);
    setPte(m, 0, 0, pte, full, pfn);
    expect(staleTranslation(m, P, 0, 0, true)).toBeUndefined();
  });

  it('the older one, to who has not walked since', () => {
    const other = allocateFrame(m);
    changes(full, full, other);
    forgetTranslation(m, t1, 0);
    setPte(m, 0, 0, pte, Pte.none, 0);
    expect(staleTranslation(m, P, 0, 0, false)?.pfn).toBe(pfn);
    expect(staleTranslation(m, t1, 0, 0, false)?.pfn).toBe(other);
  });
});

describe('a translation that is left behind', () => {
  it('goes with a flush of its page, and stays with a flush of another', () => {
    changes(full, Pte.none, 0);
    expect(tryFlush(m, P, 0, 1, 2)).toBe(true);
    expect(staleTranslation(m, t1, 0, 0, false)).toBeDefined();
    expect(tryFlush(m, P, 0, 0, 1)).toBe(true);
    expect(staleTranslation(m, t1, 0, 0, false)).toBeUndefined();
  });

  it('is dead once its frame is freed, also when the frame is somebody else\'s by then', () => {
    changes(full, Pte.none, 0);
    putFrame(m, pfn);
    expect(allocateFrame(m)).toBe(pfn);
    expect(staleTranslation(m, t1, 0, 0, true)).toEqual({ pfn, writable: true, isDead: true });
  });
});
