import type { PageRange } from './events.js';

/** Pages one page-table page maps. */
const pagesPerTable = 512;

/**
 * Recorded 47-bit addresses as small virtual page numbers: the page tables (2 MiB of addresses) in which an
 * access was recorded lie behind each other in ascending order, the others are left out. Order, and which pages
 * share a table, stay as recorded, so fork meets the same page tables.
 */
export class Layout {
  private readonly tables: readonly number[];

  /** `tables`: numbers (page divided by 512) of the page tables with an access. */
  constructor(tables: Iterable<number>) {
    this.tables = [...tables].sort((a, b) => a - b);
  }

  /** Number of the page table a page lies in. */
  static tableOf(page: number): number {
    return Math.floor(page / pagesPerTable);
  }

  /** Pages of the address space it makes. */
  get pages(): number {
    return this.tables.length * pagesPerTable;
  }

  /** Where a page of a laid-out table lies; for a page of another table, where the next one begins. */
  place(page: number): number {
    const table = Layout.tableOf(page);
    const index = this.firstAtOrAfter(table);
    return index * pagesPerTable + (this.tables[index] === table ? page % pagesPerTable : 0);
  }

  /** What is left of a range; empty when no access was recorded near it. */
  placeRange(range: PageRange): PageRange {
    return { first: this.place(range.first), end: this.place(range.end) };
  }

  private firstAtOrAfter(table: number): number {
    let low = 0;
    let high = this.tables.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.tables[middle] < table) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
