/** Where files lie in the numbering of page-cache pages: each gets a stretch of its own when it is first mapped. */

import type { Mapping } from '../program/workload.js';

/** Pages kept free behind each file, so that later mappings of a larger part of it fit: 256 MiB. */
const stretch = 1 << 16;

/** Numbers of the pages of files that a workload maps, given as they are mapped. */
export class FileOffsets {
  private readonly starts = new Map<string, number>();
  private next = 0;

  /** First page-cache page behind a mapping. Shared anonymous memory gets pages of its own every time. */
  offsetOf(mapping: Mapping, pages: number): number {
    const within = mapping.fileOffset ?? 0;
    if (mapping.file === undefined) return this.reserve(pages);
    // A file that is larger than its stretch continues in another one.
    const key = `${mapping.file}:${Math.trunc(within / stretch)}`;
    let start = this.starts.get(key);
    if (start === undefined) {
      start = this.reserve(Math.max(stretch, (within % stretch) + pages));
      this.starts.set(key, start);
    }
    return start + (within % stretch);
  }

  private reserve(pages: number): number {
    const start = this.next;
    this.next += pages;
    return start;
  }
}
