/** What adds up over a machine, by the thing it is compared with. */

import { nobody } from '../../machine/hook.js';
import { Frame, HandleKind } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { tableAt } from '../../machine/pmd.js';
import { mappingsOf } from '../../machine/rmap.js';
import { referencesFor } from '../../mm/gup/gup.js';
import { mapsPage } from '../../machine/pte-kind.js';

/** What invariants compare counters with. */
export interface Sums {
  /** By frame: PTEs that map it. */
  readonly mapped: Int32Array;
  /** By frame: references that LRU batches, the page cache and handles account for, beside those of PTEs. */
  readonly held: Int32Array;
  /** By frame: slots of handles that pin it. */
  readonly pinned: Int32Array;
  /** By frame: of these, those whose process lives without has_pinned. */
  readonly unannounced: Int32Array;
  /** PTEs that the reverse map finds for a frame. */
  found(pfn: number): number;
  /** Anonymous and file pages that an address space maps. */
  resident(mm: number): { readonly anon: number; readonly file: number };
}

/** Has this slot a pin that fork cannot know of? */
export function isUnannounced(m: Machine, slot: number): boolean {
  const mm = m.handle.process.at(slot);
  return m.handle.kind.at(slot) === HandleKind.pin && m.mm.alive.at(mm) !== 0 && m.mm.hasPinned.at(mm) === 0;
}

/** References that a slot of a handle has on its frame. */
export function referencesOfSlot(m: Machine, slot: number, pfn: number): number {
  return m.handle.count.at(slot) * referencesFor(m, m.handle.kind.at(slot) === HandleKind.pin, pfn);
}

/** Counted by looking at everything. */
export class CountedSums implements Sums {
  readonly mapped: Int32Array;
  readonly held: Int32Array;
  readonly pinned: Int32Array;
  readonly unannounced: Int32Array;

  /** Frames of which anything is to be said: nothing can be wrong with the others. */
  readonly frames: number[] = [];

  constructor(private readonly m: Machine) {
    const frames = m.frame.refs.length;
    this.mapped = new Int32Array(frames);
    this.held = new Int32Array(frames);
    this.pinned = new Int32Array(frames);
    this.unannounced = new Int32Array(frames);
  }

  /** To be asked before anything is compared in a state. */
  count(): void {
    const { m, mapped, held, pinned, unannounced } = this;
    mapped.fill(0);
    for (let pte = 0; pte < m.pte.entry.length; pte++) if (mapsPage(m.pte.entry.wordAt(pte))) mapped[m.pte.entry.frameAt(pte)]++;
    held.fill(0);
    pinned.fill(0);
    unannounced.fill(0);
    for (let slot = 0; slot < m.handle.frame.length; slot++) {
      const pfn = m.handle.frame.at(slot) - 1;
      if (pfn < 0) continue;
      held[pfn] += referencesOfSlot(m, slot, pfn);
      if (m.handle.kind.at(slot) === HandleKind.pin) pinned[pfn]++;
      if (isUnannounced(m, slot)) unannounced[pfn]++;
    }
    for (let pfn = 1; pfn < held.length; pfn++) if ((m.frame.flags.at(pfn) & Frame.pageCache) !== 0) held[pfn]++;
    for (let at = 0; at < m.batch.frame.length; at++) if (m.batch.frame.at(at) !== 0) held[m.batch.frame.at(at)]++;
    this.findFrames();
  }

  private findFrames(): void {
    const {
      frames,
      mapped,
      held,
      pinned,
      m: {
        frame: { flags, refs, mapcount, lockedBy },
      },
    } = this;
    frames.length = 0;
    for (let pfn = 1; pfn < flags.length; pfn++) {
      const counted = mapped[pfn] | held[pfn] | pinned[pfn];
      if ((flags.at(pfn) | refs.at(pfn) | mapcount.at(pfn) | lockedBy.at(pfn) | counted) !== 0) frames.push(pfn);
    }
  }

  found(pfn: number): number {
    return mappingsOf(this.m, nobody, pfn).length;
  }

  resident(mm: number): { readonly anon: number; readonly file: number } {
    const { m } = this;
    let [anon, file] = [0, 0];
    for (let pmd = mm * m.pmdsPerMm; pmd < (mm + 1) * m.pmdsPerMm; pmd++) {
      const table = tableAt(m, nobody, pmd);
      for (let pte = table * m.tableSize; table >= 0 && pte < (table + 1) * m.tableSize; pte++) {
        if (!mapsPage(m.pte.entry.wordAt(pte))) continue;
        if ((m.frame.flags.at(m.pte.entry.frameAt(pte)) & Frame.anon) !== 0) anon++;
        else file++;
      }
    }
    return { anon, file };
  }
}
