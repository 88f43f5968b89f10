import { nobody } from './hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pmd, Pte } from './bits.js';
import { allocateFrame } from './frame.js';
import { allocateTable, lookupPte, newTable, tableOf, walkTo } from './pmd.js';
import { clearPte, markPte, setPmd, setPte } from './pte.js';
import { main, smallMachine, thread } from './testing/machine.js';
import { staleTranslation, tryFlush } from './tlb.js';

const kinds = [Pte.none, Pte.present, Pte.zero];
const word = fc
  .tuple(fc.constantFrom(...kinds), fc.subarray([Pte.write, Pte.dirty, Pte.young, Pte.protNone]))
  .map(([kind, flags]) => flags.reduce<number>((bits, flag) => bits | flag, kind));

describe('the store to a PTE', () => {
  it('leaves to who runs the address space what the PTE said, and no more', () => {
    fc.assert(
      fc.property(word, word, fc.boolean(), (before, after, isMoved) => {
        const m = smallMachine();
        allocateTable(m, nobody, 0, 0);
        const [pte, pfn, newer] = [lookupPte(m, nobody, 0, 1), allocateFrame(m, nobody), allocateFrame(m, nobody)];
        setPte(m, nobody, 0, 1, pte, before, pfn);
        setPte(m, nobody, 0, 1, pte, after, isMoved ? newer : pfn);
        expect([m.pte.entry.wordAt(pte), m.pte.entry.frameAt(pte)]).toEqual([after, isMoved ? newer : pfn]);
        for (const actor of [main, thread]) {
          for (const store of [true, false]) {
            const left = staleTranslation(m, actor, 0, 1, store);
            if (left === undefined) continue;
            const isCached =
              [Pte.present, Pte.zero].some((kind) => kind === (before & Pte.kindMask)) && (before & Pte.young) !== 0;
            expect([isCached, (before & Pte.protNone) === 0, left.pfn, left.isDead]).toEqual([true, true, pfn, false]);
            expect(left.writable).toBe((before & Pte.write) !== 0 && (before & Pte.dirty) !== 0);
          }
          expect(staleTranslation(m, actor, 0, 2, false)).toBeUndefined();
        }
      }),
    );
  });

  it('clears the frame with the word', () => {
    const m = smallMachine();
    allocateTable(m, nobody, 0, 0);
    const pte = lookupPte(m, nobody, 0, 1);
    setPte(m, nobody, 0, 1, pte, Pte.present | Pte.young, 5);
    clearPte(m, nobody, 0, 1, pte);
    expect([m.pte.entry.wordAt(pte), m.pte.entry.frameAt(pte)]).toEqual([Pte.none, 0]);
  });

  it('is not what the hardware does, which sets bits and takes no translation away', () => {
    const m = smallMachine();
    allocateTable(m, nobody, 0, 0);
    const pte = lookupPte(m, nobody, 0, 1);
    setPte(m, nobody, 0, 1, pte, Pte.present | Pte.write, 5);
    markPte(m, nobody, pte, Pte.young | Pte.dirty);
    expect([m.pte.entry.wordAt(pte), m.pte.entry.frameAt(pte)]).toEqual([Pte.present | Pte.write | Pte.young | Pte.dirty, 5]);
    expect(staleTranslation(m, thread, 0, 1, true)).toBeUndefined();
  });
});

describe('the store to a PMD entry', () => {
  const full = Pte.present | Pte.young | Pte.dirty | Pte.write;

  it('takes the write from all entries below; who runs the address space may store through what they said until a flush', () => {
    const m = smallMachine();
    const table = allocateTable(m, nobody, 0, 4);
    for (const [page, said] of [
      [4, full],
      [6, full & ~Pte.write],
      [7, full],
    ]) {
      setPte(m, nobody, 0, page, lookupPte(m, nobody, 0, page), said, page);
    }
    setPmd(m, nobody, 0, 5, Pmd.table, table);
    expect([4, 6, 7].map((page) => walkTo(m, nobody, 0, page).word & Pte.write)).toEqual([0, 0, 0]);
    expect([4, 5, 6, 7].map((page) => staleTranslation(m, thread, 0, page, true)?.pfn)).toEqual([4, undefined, undefined, 7]);
    tryFlush(m, main, 0, 4, 8);
    expect(staleTranslation(m, thread, 0, 4, true)).toBeUndefined();
  });

  it('takes nothing away when it grants writes again, or leads to a copy of the table', () => {
    const m = smallMachine();
    const table = allocateTable(m, nobody, 0, 0);
    setPte(m, nobody, 0, 0, lookupPte(m, nobody, 0, 0), full, 3);
    setPmd(m, nobody, 0, 0, Pmd.table, table);
    tryFlush(m, main, 0, 0, 4);
    const copy = newTable(m, nobody);
    m.pte.entry.set(copy * m.tableSize, full, 3);
    setPmd(m, nobody, 0, 0, Pmd.table | Pmd.write, copy);
    expect([tableOf(m, nobody, 0, 0), walkTo(m, nobody, 0, 0).word]).toEqual([copy, full]);
    for (const store of [true, false]) expect(staleTranslation(m, thread, 0, 0, store)).toBeUndefined();
  });
});
