/**
 * Finds areas and free numbers without looking at all of them. No part of the state: it follows what changes there, so a
 * machine whose states are restored has none, and looks.
 */

import type { Changed, Changes } from './changes.js';
import { IntegerSet } from './integer-set.js';
import type { Machine } from './machine.js';

/** Of one address space: which area begins at a page. */
interface Beginnings {
  readonly pages: IntegerSet;
  /** Area + 1, by first page. */
  readonly area: Int32Array;
}

/** An index of areas by page, and of free areas, frames and tables by number. */
export class Places {
  private readonly vmas: Changed;
  private readonly frames: Changed;
  private readonly tables: Changed;
  private readonly freeVmas: IntegerSet;
  private readonly freeFrames: IntegerSet;
  private readonly freeTables: IntegerSet;
  /** By address space. */
  private readonly beginnings: Beginnings[] = [];
  /** Where each area was when it was last looked at. */
  private readonly seenMm: Int32Array;
  private readonly seenFirst: Int32Array;

  constructor(
    private readonly m: Machine,
    changes: Changes,
  ) {
    const { state } = m;
    [this.vmas, this.frames, this.tables] = [changes.follow('vma'), changes.follow('frame'), changes.follow('table')];
    this.freeVmas = new IntegerSet(state.room('vma'));
    this.freeFrames = new IntegerSet(state.room('frame'));
    this.freeTables = new IntegerSet(state.room('table'));
    this.seenMm = new Int32Array(state.room('vma'));
    this.seenFirst = new Int32Array(state.room('vma'));
  }

  /** The lowest free one; -1: none. The zero page is never free. */
  freeFrame(): number {
    const { flags } = this.m.frame;
    this.frames.take((pfn) => keep(this.freeFrames, pfn, pfn > 0 && flags.at(pfn) === 0));
    return this.freeFrames.next(0);
  }

  freeVma(): number {
    this.lookAtVmas();
    return this.freeVmas.next(0);
  }

  freeTable(): number {
    const { refs } = this.m.table;
    this.tables.take((table) => keep(this.freeTables, table, refs.at(table) === 0));
    return this.freeTables.next(0);
  }

  /** The area of an address space that holds a page; -1 if none. */
  vmaAt(mm: number, page: number): number {
    this.lookAtVmas();
    const of = this.beginningsOf(mm);
    const first = of.pages.previous(page);
    const v = first < 0 ? -1 : of.area[first] - 1;
    return v >= 0 && page < this.m.vma.end.at(v) ? v : -1;
  }

  /** The first area that ends behind a page; -1 if none. */
  nextVma(mm: number, page: number): number {
    const here = this.vmaAt(mm, page);
    if (here >= 0) return here;
    const of = this.beginningsOf(mm);
    const first = of.pages.next(page);
    return first < 0 ? -1 : of.area[first] - 1;
  }

  private beginningsOf(mm: number): Beginnings {
    return (this.beginnings[mm] ??= { pages: new IntegerSet(this.m.pages), area: new Int32Array(this.m.pages) });
  }

  /** All that have changed leave their places before any takes a new one. */
  private lookAtVmas(): void {
    const { mm, first } = this.m.vma;
    const changed: number[] = [];
    this.vmas.take((v) => changed.push(v));
    for (const v of changed) {
      keep(this.freeVmas, v, mm.at(v) === 0);
      if (this.seenMm[v] !== 0) this.leave(this.beginningsOf(this.seenMm[v] - 1), this.seenFirst[v]);
    }
    for (const v of changed) {
      this.seenMm[v] = mm.at(v);
      this.seenFirst[v] = first.at(v);
      if (mm.at(v) === 0) continue;
      const of = this.beginningsOf(mm.at(v) - 1);
      of.pages.add(first.at(v));
      of.area[first.at(v)] = v + 1;
    }
  }

  private leave(of: Beginnings, first: number): void {
    of.pages.delete(first);
    of.area[first] = 0;
  }
}

function keep(set: IntegerSet, member: number, isIn: boolean): void {
  if (isIn) set.add(member);
  else set.delete(member);
}
