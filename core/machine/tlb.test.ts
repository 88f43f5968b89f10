import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Pte } from './bits.js';
import { allocateFrame, putFrame } from './frame.js';
import type { Machine } from './machine.js';
import { allocateTable, lookupPte } from './pmd.js';
import { clearPte, setPte } from './pte.js';
import { growingMachine, main, other, smallMachine, thread } from './testing/machine.js';
import { forgetTranslation, heldTranslation, needsFlush, staleTranslation, tryFlush } from './tlb.js';

const full = Pte.present | Pte.young | Pte.dirty | Pte.write;

let m: Machine;
let pte: number;
let pfn: number;
beforeEach(() => {
  m = smallMachine();
  allocateTable(m, nobody, 0, 0);
  pte = lookupPte(m, nobody, 0, 0);
  pfn = allocateFrame(m, nobody);
});

/** Page 0 was mapped like this, and then is like that. */
function changes(before: number, after: number, to = pfn): void {
  setPte(m, nobody, 0, 0, pte, before, pfn);
  setPte(m, nobody, 0, 0, pte, after, to);
}

describe('a PTE that changes leaves with every actor of its address space', () => {
  it('the writable translation it had, when it loses the write bit', () => {
    changes(full, full & ~Pte.write);
    for (const actor of [main, thread]) {
      expect(staleTranslation(m, actor, 0, 0, true)).toEqual({ pfn, writable: true, isDead: false });
      // A load finds the same frame by walking.
      expect(staleTranslation(m, actor, 0, 0, false)).toBeUndefined();
    }
  });

  it('a read-only one, when it was never stored to', () => {
    changes(full & ~Pte.dirty, Pte.none, 0);
    expect(staleTranslation(m, main, 0, 0, true)).toBeUndefined();
    expect(staleTranslation(m, main, 0, 0, false)).toEqual({ pfn, writable: false, isDead: false });
  });

  it('none, when it was never used, or was there for the kernel only', () => {
    changes(full & ~Pte.young, Pte.none, 0);
    expect(staleTranslation(m, main, 0, 0, false)).toBeUndefined();
    changes(full | Pte.protNone, Pte.none, 0);
    expect(staleTranslation(m, main, 0, 0, false)).toBeUndefined();
  });

  it('none, when it only gains rights or is marked', () => {
    changes(full & ~(Pte.write | Pte.dirty), full);
    expect(staleTranslation(m, main, 0, 0, true)).toBeUndefined();
  });

  it('nothing to keep apart, once it says the same again', () => {
    changes(full, full & ~Pte.write);
    setPte(m, nobody, 0, 0, pte, full, pfn);
    expect(staleTranslation(m, main, 0, 0, true)).toBeUndefined();
  });

  it('the writable one, also when the PTE is cleared after it was write-protected, and nothing was flushed in between', () => {
    changes(full, full & ~Pte.write);
    clearPte(m, nobody, 0, 0, pte);
    expect(staleTranslation(m, thread, 0, 0, true)).toEqual({ pfn, writable: true, isDead: false });
  });

  it('the older one, to who has not walked since', () => {
    const newer = allocateFrame(m, nobody);
    changes(full, full, newer);
    forgetTranslation(m, thread, 0);
    setPte(m, nobody, 0, 0, pte, Pte.none, 0);
    expect(staleTranslation(m, main, 0, 0, false)?.pfn).toBe(pfn);
    expect(staleTranslation(m, thread, 0, 0, false)?.pfn).toBe(newer);
  });
});

describe('a translation that is left behind', () => {
  it('goes with a flush of its page, and stays with a flush of another', () => {
    changes(full, Pte.none, 0);
    expect(tryFlush(m, main, 0, 1, 2)).toBe(true);
    expect(staleTranslation(m, thread, 0, 0, false)).toBeDefined();
    expect(tryFlush(m, main, 0, 0, 1)).toBe(true);
    expect(staleTranslation(m, thread, 0, 0, false)).toBeUndefined();
  });

  it("is dead once its frame is freed, also when the frame is somebody else's by then", () => {
    changes(full, Pte.none, 0);
    putFrame(m, nobody, pfn);
    expect(allocateFrame(m, nobody)).toBe(pfn);
    expect(staleTranslation(m, thread, 0, 0, true)).toEqual({ pfn, writable: true, isDead: true });
  });

  it("stays dead when its frame is mapped there again, as somebody's new page", () => {
    changes(full, Pte.none, 0);
    putFrame(m, nobody, pfn);
    expect(allocateFrame(m, nobody)).toBe(pfn);
    changes(full, Pte.none, 0);
    expect(staleTranslation(m, thread, 0, 0, true)).toEqual({ pfn, writable: true, isDead: true });
  });

  it('is told in words, with whether its frame was freed since', () => {
    expect(heldTranslation(m, main, 0)).toBeUndefined();
    changes(full & ~Pte.dirty, Pte.none, 0);
    expect(heldTranslation(m, main, 0)).toEqual({ pfn, writable: false, isDead: false });
    changes(full, Pte.none, 0);
    putFrame(m, nobody, pfn);
    expect(heldTranslation(m, thread, 0)).toEqual({ pfn, writable: true, isDead: true });
  });

  it("is none of another address space's", () => {
    changes(full, Pte.none, 0);
    expect(staleTranslation(m, other, 1, 0, false)).toBeUndefined();
  });

  it('never says more than a PTE of that page has said since the last flush or walk', () => {
    const word = fc.constantFrom(Pte.none, full, full & ~Pte.write, full & ~Pte.dirty, full & ~Pte.young, full | Pte.protNone);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.integer({ min: 1, max: 3 }), fc.constantFrom('', 'flush', 'walk')), { maxLength: 12 }),
        (stores) => {
          m = smallMachine();
          allocateTable(m, nobody, 0, 0);
          const said = new Set<string>();
          for (const [to, frame, then] of stores) {
            for (const writable of (to & Pte.dirty) !== 0 && (to & Pte.write) !== 0 ? [true, false] : [false])
              said.add(`${frame} ${writable}`);
            setPte(m, nobody, 0, 0, pte, to, to === Pte.none ? 0 : frame);
            const left = staleTranslation(m, main, 0, 0, false) ?? staleTranslation(m, main, 0, 0, true);
            expect([undefined, ...said]).toContain(left && `${left.pfn} ${left.writable}`);
            if (then === 'flush') tryFlush(m, main, 0, 0, 1);
            if (then === 'walk') forgetTranslation(m, main, 0);
            if (then === '') continue;
            said.clear();
            said.add(`${frame} true`).add(`${frame} false`);
            expect(staleTranslation(m, main, 0, 0, false)).toBeUndefined();
          }
        },
      ),
    );
  });
});

describe('a flush', () => {
  it('waits for a CPU that has its interrupts off, unless the hardware tells it', () => {
    m.actor.irqsOff.set(thread, 1);
    expect(tryFlush(m, main, 0, 0, 1)).toBe(false);
    expect(m.events()).toMatchObject({ 'tlb-flushes': 0, ipis: 0 });
    const arm = smallMachine({ tlbFlush: 'broadcast' });
    arm.actor.irqsOff.set(thread, 1);
    expect(tryFlush(arm, main, 0, 0, 1)).toBe(true);
    expect(arm.events()).toMatchObject({ 'tlb-flushes': 1, ipis: 0 });
  });

  it('waits for nobody of its own CPU or of another address space', () => {
    m.actor.irqsOff.fill(nobody, 1);
    expect(tryFlush(m, other, 1, 0, 1)).toBe(true);
    m.actor.cpu.set(thread, m.actor.cpu.at(main));
    expect(tryFlush(m, main, 0, 0, 1)).toBe(true);
    expect(m.events()).toMatchObject({ 'tlb-flushes': 2, ipis: 0 });
  });

  it('interrupts the other CPUs of its address space once, while they still run it', () => {
    expect(tryFlush(m, main, 0, 0, 1)).toBe(true);
    expect(m.events()).toMatchObject({ 'tlb-flushes': 1, ipis: 1 });
    m.mm.alive.set(0, 0);
    expect(tryFlush(m, main, 0, 0, 1)).toBe(true);
    expect(m.events()).toMatchObject({ 'tlb-flushes': 2, ipis: 1 });
  });

  it('is needed for what was cached and goes, or gets other rights', () => {
    const cases: readonly (readonly [number, number, boolean])[] = [
      [Pte.none, full, false],
      [full | Pte.protNone, full, false],
      [full, Pte.none, true],
      [full, full | Pte.protNone, true],
      [full, full & ~Pte.write, true],
      [full & ~Pte.write, full, true],
      [full & ~Pte.write, full & ~Pte.write, false],
      [full & ~(Pte.write | Pte.young), full & ~Pte.young, true],
    ];
    for (const [before, after, isNeeded] of cases)
      expect([before, after, needsFlush(before, after)]).toEqual([before, after, isNeeded]);
  });
});

describe('a machine without races', () => {
  it('has no stale translations, and flushes at no cost of memory', () => {
    m = growingMachine();
    allocateTable(m, nobody, 0, 0);
    pfn = allocateFrame(m, nobody);
    setPte(m, nobody, 0, 0, lookupPte(m, nobody, 0, 0), full, pfn);
    clearPte(m, nobody, 0, 0, lookupPte(m, nobody, 0, 0));
    putFrame(m, nobody, pfn);
    expect(m.tlb.translation).toHaveLength(0);
    expect(staleTranslation(m, 0, 0, 0, false)).toBeUndefined();
    forgetTranslation(m, 0, 0);
    expect(tryFlush(m, 0, 0, 0, 8)).toBe(true);
    expect(m.events()).toMatchObject({ 'tlb-flushes': 1, ipis: 0 });
  });
});
