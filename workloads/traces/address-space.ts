import type { Protection } from '../../core/program/program.js';
import type { PageRange } from './events.js';

/** What a recording or a maps file says of a range of pages. */
export interface Attributes {
  readonly backing: 'anon' | 'file';
  readonly shared: boolean;
  readonly prot: Protection;
  /** How it is known: by a recorded call, by the maps file, or by an access only: mapped by exec, or before. */
  readonly known: 'recorded' | 'maps' | 'exec' | 'accessed';
}

/** A range of pages with one set of attributes. */
export interface Area extends PageRange, Attributes {}

/** What a change of the heap's end means. */
export type HeapChange =
  { readonly kind: 'grow'; readonly range: PageRange } | { readonly kind: 'shrink'; readonly range: PageRange };

/** mmap(2), mprotect(2): PROT_EXEC counts as readable, as on x86. */
export function protection(prot: number): Protection {
  if ((prot & 2) !== 0) return 'rw';
  return (prot & 5) !== 0 ? 'r' : 'none';
}

/** The mappings of one recorded process, in real virtual page numbers, disjoint and in ascending order. */
export class AddressSpace {
  private areas: Area[] = [];
  private heapEnd: number | undefined;

  clone(): AddressSpace {
    const copy = new AddressSpace();
    copy.areas = [...this.areas];
    copy.heapEnd = this.heapEnd;
    return copy;
  }

  all(): readonly Area[] {
    return this.areas;
  }

  find(page: number): Area | undefined {
    const area = this.areas[this.firstEndingAfter(page)];
    return area !== undefined && area.first <= page ? area : undefined;
  }

  /** Whether anything is mapped within the range. */
  overlaps(range: PageRange): boolean {
    const area = this.areas[this.firstEndingAfter(range.first)];
    return area !== undefined && area.first < range.end && range.first < range.end;
  }

  /** Replaces what was there, like MAP_FIXED. */
  map(range: PageRange, attributes: Attributes): void {
    this.replace(range, [{ ...attributes, first: range.first, end: range.end }]);
  }

  unmap(range: PageRange): void {
    this.replace(range, []);
  }

  protect(range: PageRange, prot: Protection): void {
    const inside = this.within(range).map((area) => ({ ...area, prot }));
    for (const area of inside) this.replace(area, [area]);
  }

  clear(): void {
    this.areas = [];
    this.heapEnd = undefined;
  }

  /** brk(2) returned `end`. Undefined when nothing changed, or the end before it is not known. */
  moveHeapEnd(end: number): HeapChange | undefined {
    const before = this.heapEnd;
    this.heapEnd = end;
    if (before === undefined || before === end) return undefined;
    return before < end
      ? { kind: 'grow', range: { first: before, end } }
      : { kind: 'shrink', range: { first: end, end: before } };
  }

  /** The parts of areas inside the range. */
  within(range: PageRange): Area[] {
    const found: Area[] = [];
    for (let i = this.firstEndingAfter(range.first); i < this.areas.length; i++) {
      const area = this.areas[i];
      if (area.first >= range.end) break;
      found.push({ ...area, first: Math.max(area.first, range.first), end: Math.min(area.end, range.end) });
    }
    return found;
  }

  private replace(range: PageRange, by: readonly Area[]): void {
    if (range.end <= range.first) return;
    const from = this.firstEndingAfter(range.first);
    let to = from;
    while (to < this.areas.length && this.areas[to].first < range.end) to++;
    const head = this.areas[from];
    const tail = this.areas[to - 1];
    const kept: Area[] = [...by];
    if (to > from && head.first < range.first) kept.unshift({ ...head, end: range.first });
    if (to > from && tail.end > range.end) kept.push({ ...tail, first: range.end });
    this.areas.splice(from, to - from, ...kept);
  }

  private firstEndingAfter(page: number): number {
    let low = 0;
    let high = this.areas.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.areas[middle].end <= page) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
