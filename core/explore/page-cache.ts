/** Where the page-cache pages of a program lie: files first, then shared anonymous memory, then what its mmap calls make. */

import type { Action, Area, Operation, Program } from '../program/program.js';

/** An mmap(2) of a program. */
export type MmapOperation = Operation & { readonly action: Extract<Action, { readonly op: 'mmap' }> };

/** In no particular order. */
export function allOperations(program: Program): Operation[] {
  return [...program.steps, ...program.race.flatMap((r) => r.operations), ...program.after];
}

/** Shared anonymous memory: a file of tmpfs that nobody has named. */
export function isSharedAnon(area: Area): boolean {
  return area.shared && area.file < 0;
}

/** Shared anonymous memory is a new object, with page-cache pages of its own, every time it is mapped. */
export class PageCache {
  /** All pages that a run may need. */
  readonly pages: number;
  private readonly files: readonly number[];
  private readonly areas: ReadonlyMap<Area, number>;
  private readonly objects: ReadonlyMap<Operation, number>;

  constructor(program: Program) {
    let next = 0;
    const place = (pages: number): number => {
      next += pages;
      return next - pages;
    };
    this.files = program.files.map(({ pages }) => place(pages));
    const shared = program.areas.filter(isSharedAnon);
    this.areas = new Map(shared.map((area) => [area, place(area.pages)]));
    const makers = allOperations(program).filter((o): o is MmapOperation =>
      o.action.op === 'mmap' && isSharedAnon(program.areas[o.action.area]));
    this.objects = new Map(makers.map((o) => [o, place(o.times * pagesOf(o))]));
    this.pages = next;
  }

  /** Of a page of a file. */
  ofFile(file: number, page: number): number {
    return this.files[file] + page;
  }

  /** First page of an area as it is mapped before the first step; undefined: there is no page cache behind it. */
  ofArea(area: Area): number | undefined {
    return area.file >= 0 ? this.files[area.file] : this.areas.get(area);
  }

  /**
   * First page of the object that an mmap(2) makes; undefined: it makes none.
   * @param repetition counted from 0 when the operation is repeated
   */
  ofObject(operation: MmapOperation, repetition: number): number | undefined {
    const first = this.objects.get(operation);
    return first === undefined ? undefined : first + repetition * pagesOf(operation);
  }
}

function pagesOf({ action: { place } }: MmapOperation): number {
  return place.last - place.first + 1;
}

const known = new WeakMap<Program, PageCache>();

/** Worked out once per program. */
export function pageCacheOf(program: Program): PageCache {
  const cache = known.get(program) ?? new PageCache(program);
  known.set(program, cache);
  return cache;
}
