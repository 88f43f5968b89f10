/** The PTEs that map each frame, and what adds up over them, kept while they change. */

import { nobody } from '../../machine/hook.js';
import { Frame, Vma } from '../../machine/bits.js';
import { Changed } from '../../machine/changes.js';
import type { Machine } from '../../machine/machine.js';
import type { Places } from '../../machine/places.js';
import { tableAt } from '../../machine/pmd.js';
import { type Thing } from './invariant.js';
import { mapsPage } from '../../machine/pte-kind.js';

/** Told when what an invariant reads of a thing has changed. */
export type Touch = (of: Thing, thing: number) => void;

/** Which PTEs map which frame, kept while they change. */
export class Mappings {
  /** By frame: PTEs that map it. */
  readonly mapped: Int32Array;
  /** By frame: of these, those that the reverse map finds. Right behind `lookAtReverseMap`. */
  readonly found: Int32Array;
  /** By address space: anonymous and file pages that it maps. */
  readonly anon: Int32Array;
  readonly file: Int32Array;
  /** By PTE: its frame + 1, 0 none; whether that page is anonymous, and found. */
  private readonly frameOf: Int32Array;
  private readonly isAnon: Uint8Array;
  private readonly isFound: Uint8Array;
  /** The PTEs of a frame, as a list: PTE + 1, 0 none. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  /** By table: the PMD entries that point to it, several where it is shared, and how many PTEs map something. */
  private readonly owners: (readonly number[])[];
  private readonly used: Int32Array;
  /** PMD entries as they were last looked at: table + 1. */
  private readonly tableOf: Int32Array;
  /** PTEs for which the reverse map must be asked again. */
  private readonly stale: Changed;

  constructor(
    private readonly m: Machine,
    private readonly places: Places,
    private readonly touch: Touch,
  ) {
    const [frames, ptes, tables, mms] = [m.state.room('frame'), m.state.room('pte'), m.state.room('table'), m.state.room('mm')];
    [this.mapped, this.found, this.first] = [new Int32Array(frames), new Int32Array(frames), new Int32Array(frames)];
    [this.anon, this.file] = [new Int32Array(mms), new Int32Array(mms)];
    [this.frameOf, this.next, this.previous] = [new Int32Array(ptes), new Int32Array(ptes), new Int32Array(ptes)];
    [this.isAnon, this.isFound] = [new Uint8Array(ptes), new Uint8Array(ptes)];
    this.owners = Array.from({ length: tables }, () => []);
    this.used = new Int32Array(tables);
    this.tableOf = new Int32Array(m.state.room('pmd'));
    this.stale = new Changed(ptes);
  }

  /** A PMD entry has changed: its tables have other owners. */
  lookAtPmd(pmd: number): void {
    const [before, now] = [this.tableOf[pmd] - 1, tableAt(this.m, nobody, pmd)];
    if (before === now) return;
    this.tableOf[pmd] = now + 1;
    if (before >= 0) {
      this.giveTo(
        before,
        this.owners[before].filter((owner) => owner !== pmd),
      );
    }
    if (now >= 0) this.giveTo(now, [...this.owners[now], pmd]);
  }

  /** What its PTEs map is counted for those who have it. */
  private giveTo(table: number, owners: readonly number[]): void {
    const isUsed = this.used[table] > 0;
    if (isUsed) this.eachPteOf(table, (pte) => this.remove(pte));
    this.owners[table] = owners;
    if (isUsed) this.eachPteOf(table, (pte) => this.lookAtPte(pte));
  }

  private eachPteOf(table: number, use: (pte: number) => void): void {
    for (let pte = table * this.m.tableSize; pte < (table + 1) * this.m.tableSize; pte++) use(pte);
  }

  /** A PTE has changed, or what is behind it. */
  lookAtPte(pte: number): void {
    this.remove(pte);
    this.touch('pte', pte);
    if (!mapsPage(this.m.pte.entry.wordAt(pte))) return;
    const pfn = this.m.pte.entry.frameAt(pte);
    this.frameOf[pte] = pfn + 1;
    this.isAnon[pte] = (this.m.frame.flags.at(pfn) & Frame.anon) === 0 ? 0 : 1;
    this.count(pte, 1);
    this.link(pte, pfn);
    this.stale.note(pte);
  }

  private remove(pte: number): void {
    const pfn = this.frameOf[pte] - 1;
    if (pfn < 0) return;
    this.count(pte, -1);
    if (this.isFound[pte] !== 0) this.found[pfn]--;
    this.isFound[pte] = 0;
    this.unlink(pte, pfn);
    this.frameOf[pte] = 0;
  }

  private count(pte: number, by: 1 | -1): void {
    const pfn = this.frameOf[pte] - 1;
    this.mapped[pfn] += by;
    this.used[pte >> this.m.tableBits] += by;
    this.touch('frame', pfn);
    const pages = this.isAnon[pte] === 0 ? this.file : this.anon;
    for (const owner of this.ownersOf(pte)) {
      const mm = Math.trunc(owner / this.m.pmdsPerMm);
      pages[mm] += by;
      this.touch('mm', mm);
    }
  }

  private link(pte: number, pfn: number): void {
    const second = this.first[pfn];
    this.next[pte] = second;
    this.previous[pte] = 0;
    if (second !== 0) this.previous[second - 1] = pte + 1;
    this.first[pfn] = pte + 1;
  }

  private unlink(pte: number, pfn: number): void {
    const [before, behind] = [this.previous[pte], this.next[pte]];
    if (before === 0) this.first[pfn] = behind;
    else this.next[before - 1] = behind;
    if (behind !== 0) this.previous[behind - 1] = before;
  }

  /** What every PTE that maps a frame depends on has changed. */
  lookAtFrame(pfn: number): void {
    const ptes: number[] = [];
    for (let at = this.first[pfn]; at !== 0; at = this.next[at - 1]) ptes.push(at - 1);
    for (const pte of ptes) this.lookAtPte(pte);
  }

  /** The fork tree of an address space has changed. */
  lookAtMm(mm: number): void {
    for (let pmd = mm * this.m.pmdsPerMm; pmd < (mm + 1) * this.m.pmdsPerMm; pmd++) {
      const table = this.tableOf[pmd] - 1;
      if (table >= 0 && this.used[table] > 0) this.eachPteOf(table, (pte) => this.stale.note(pte));
    }
  }

  /** Other areas are, or were, at pages first <= p < end. */
  lookAtPages(mm: number, first: number, end: number): void {
    for (let page = first; page < end; page++) {
      const table = this.tableOf[mm * this.m.pmdsPerMm + Math.trunc(page / this.m.tableSize)] - 1;
      if (table >= 0) this.stale.note(table * this.m.tableSize + (page % this.m.tableSize));
    }
  }

  lookAtReverseMap(): void {
    this.stale.take((pte) => {
      const pfn = this.frameOf[pte] - 1;
      const isFound = pfn >= 0 && this.ownersOf(pte).some((owner) => this.finds(pte, pfn, owner)) ? 1 : 0;
      if (isFound === this.isFound[pte]) return;
      this.isFound[pte] = isFound;
      this.found[pfn] += isFound === 1 ? 1 : -1;
      this.touch('frame', pfn);
    });
  }

  /** rmap_walk the other way round: is there an area in which the frame's root and index lead to this PTE by a PMD entry? */
  private finds(pte: number, pfn: number, owner: number): boolean {
    const { m } = this;
    const mm = Math.trunc(owner / m.pmdsPerMm);
    const page = (owner % m.pmdsPerMm) * m.tableSize + (pte % m.tableSize);
    const v = this.places.vmaAt(mm, page);
    if (v < 0 || page !== m.vma.first.at(v) + m.frame.rmapIndex.at(pfn) - m.vma.offset.at(v)) return false;
    return (m.frame.flags.at(pfn) & Frame.anon) !== 0
      ? m.mm.forkRoot.at(mm) + 1 === m.frame.rmapRoot.at(pfn)
      : (m.vma.flags.at(v) & Vma.file) !== 0;
  }

  private ownersOf(pte: number): readonly number[] {
    return this.owners[pte >> this.m.tableBits];
  }
}
