/** Where the page-cache pages of a program lie: files first, then shared anonymous memory, then what its mmap calls make. */

import { operationsOf, pageCount } from '../program/operations.js';
import type { Area, Operation, OperationOf, Program } from '../program/program.js';

type Mmap = OperationOf<'mmap'>;

/** Shared anonymous memory: a file of tmpfs that nobody has named. */
export function isSharedAnon(area: Area): boolean {
  return area.shared && area.file < 0;
}

/** Shared anonymous memory is a new object, with page-cache pages of its own, every time it is mapped. */
export class PageCache {
  /** All pages that a run may need. */
  readonly pages: number;
  private readonly files: Program['files'];
  private readonly areas: ReadonlyMap<Area, number>;
  private readonly objects: ReadonlyMap<Operation, number>;

  constructor(program: Program) {
    let next = program.files.reduce((pages, file) => pages + file.pages, 0);
    const place = (pages: number): number => {
      next += pages;
      return next - pages;
    };
    this.files = program.files;
    const shared = program.areas.filter(isSharedAnon);
    this.areas = new Map(shared.map((area) => [area, place(area.pages)]));
    const makers = operationsOf(program).filter((o): o is Mmap =>
      o.action.op === 'mmap' && isSharedAnon(program.areas[o.action.area]));
    this.objects = new Map(makers.map((o) => [o, place(o.times * pageCount(o.action.place))]));
    this.pages = next;
  }

  /** Of a page of a file. */
  ofFile(file: number, page: number): number {
    return this.files[file].firstPage + page;
  }

  /** First page of an area as it is mapped before the first step; undefined: there is no page cache behind it. */
  ofArea(area: Area): number | undefined {
    return area.file >= 0 ? this.files[area.file].firstPage : this.areas.get(area);
  }

  /**
   * First page of the object that an mmap(2) makes; undefined: it makes none.
   * @param repetition counted from 0 when the operation is repeated
   */
  ofObject(operation: Mmap, repetition: number): number | undefined {
    const first = this.objects.get(operation);
    return first === undefined ? undefined : first + repetition * pageCount(operation.action.place);
  }
}

const known = new WeakMap<Program, PageCache>();

/** Worked out once per program. */
export function pageCacheOf(program: Program): PageCache {
  const cache = known.get(program) ?? new PageCache(program);
  known.set(program, cache);
  return cache;
}
