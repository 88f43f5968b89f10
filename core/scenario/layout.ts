/** Which pages of a process lie in one area, call by call, as far as a total order tells: what mremap over several areas hangs on. */

import type { Actor, Area, Operation, Place, Protection } from '../program/program.js';

/** A mapped page, as its area has it. */
interface LaidPage {
  readonly prot: Protection;
  readonly dontfork: boolean;
  readonly wipeonfork: boolean;
  /** The declared area whose file or shared memory is behind it, and the page of that; -1 for private anonymous memory. */
  readonly object: number;
  readonly index: number;
  /** `file:line:column` of the call that has set it apart from the page before it; undefined: they came as one area. */
  readonly apart: string | undefined;
}

type Range = Pick<Place, 'first' | 'last'>;

type Pages = (LaidPage | undefined)[];

/** Kernels up to 6.16; from 6.17 on mremap asks for no areas. */
export class Layout {
  /** By process; undefined while it is not alive. */
  private readonly pages: (Pages | undefined)[] = [];

  /** @param looksUpFirst an mremap whose first page is a hole leaves the destination alone (5.16 on) */
  constructor(
    private readonly areas: readonly Area[],
    private readonly actors: readonly Actor[],
    private readonly looksUpFirst: boolean,
  ) {
    this.pages[0] = areas.flatMap(laid);
  }

  /**
   * What the operation does to the areas.
   * @returns where pages that it moves were set apart, if it cannot be told whether they are one area again
   */
  follow({ action, actor, times, where }: Operation): string | undefined {
    const process = this.actors[actor].process;
    const pages = this.pages['place' in action ? action.place.process : process];
    if (pages === undefined || this.pages[process] === undefined) return undefined;
    switch (action.op) {
      case 'mmap': {
        const area = this.areas[action.area];
        for (const [index, page] of laid(area, action.area).entries()) pages[area.firstPage + index] = page;
        return undefined;
      }
      case 'munmap':
        return clear(pages, action.place);
      case 'mprotect':
        return change(pages, upToHole(pages, action.place), where, ({ prot }) => prot !== action.prot, { prot: action.prot });
      case 'madvise':
        switch (action.advice) {
          case 'dontfork':
            return change(pages, action.place, where, ({ dontfork }) => !dontfork, { dontfork: true });
          case 'dofork':
            return change(pages, action.place, where, ({ dontfork }) => dontfork, { dontfork: false });
          case 'wipeonfork':
            return change(pages, action.place, where, isUnwiped, { wipeonfork: true });
          default:
            return undefined;
        }
      case 'mremap':
        // A second time there is nothing to move any more, and what was moved may be unmapped; a third time changes nothing.
        return this.move(pages, action, where) ?? (times > 1 ? this.move(pages, action, where) : undefined);
      case 'fork':
        this.pages[action.child] = pages.map((page) => (page?.dontfork === true ? undefined : page));
        return undefined;
      case 'exec':
        pages.fill(undefined);
        return undefined;
      case 'exit':
        this.pages[process] = undefined;
        return undefined;
      case 'write':
      case 'read':
      case 'get':
      case 'pin':
      case 'dio':
      case 'put':
      case 'unpin':
      case 'dio-end':
      case 'read-ref':
      case 'dma-read':
      case 'dma-write':
      case 'file-read':
      case 'file-write':
      case 'lru-drain':
      case 'wait':
        return undefined;
    }
  }

  /** Pages that were set apart, in any process. */
  *cuts(): Iterable<readonly [page: number, where: string]> {
    for (const pages of this.pages) {
      for (const [page, laidPage] of (pages ?? []).entries()) {
        if (laidPage?.apart !== undefined) yield [page, laidPage.apart];
      }
    }
  }

  private move(pages: Pages, { place, to }: { readonly place: Range; readonly to: Range }, where: string): string | undefined {
    if (this.looksUpFirst && pages[place.first] === undefined) return undefined;
    clear(pages, to);
    const source = pages.slice(place.first, place.last + 1);
    for (const [index, page] of source.entries()) {
      if (page === undefined) return undefined;
      const before = source[index - 1];
      if (before === undefined || page.apart === undefined) continue;
      return isContinued(before, page) ? page.apart : undefined;
    }
    clear(pages, place);
    for (const [index, page] of source.entries()) pages[to.first + index] = page;
    setApart(pages, to.first, where);
    setApart(pages, to.last + 1, where);
    return undefined;
  }
}

function laid(area: Area, number: number): LaidPage[] {
  const isCached = area.file >= 0 || area.shared;
  return Array.from({ length: area.pages }, (_, index) => ({
    prot: area.prot,
    dontfork: false,
    wipeonfork: false,
    object: isCached ? number : -1,
    index,
    apart: undefined,
  }));
}

function clear(pages: Pages, { first, last }: Range): undefined {
  pages.fill(undefined, first, last + 1);
}

/** Only private anonymous memory can be wiped. */
function isUnwiped({ wipeonfork, object }: LaidPage): boolean {
  return object < 0 && !wipeonfork;
}

/** What mprotect changes: behind a hole nothing. */
function upToHole(pages: Pages, { first, last }: Range): Range {
  let end = first;
  while (end <= last && pages[end] !== undefined) end++;
  return { first, last: end - 1 };
}

/** What changes is set apart from what does not; who did so first is to blame. */
function change(
  pages: Pages,
  { first, last }: Range,
  where: string,
  changes: (page: LaidPage) => boolean,
  into: Partial<LaidPage>,
): undefined {
  let wasChanged = false;
  for (let at = first; at <= last + 1; at++) {
    const page = pages[at];
    const isChanged = at <= last && page !== undefined && changes(page);
    if (isChanged) pages[at] = { ...page, ...into };
    if (isChanged !== wasChanged) setApart(pages, at, where);
    wasChanged = isChanged;
  }
}

function setApart(pages: Pages, at: number, where: string): void {
  const page = pages[at];
  if (page !== undefined) pages[at] = { ...page, apart: page.apart ?? where };
}

/** May a kernel take them for one area? Whether it does then hangs on their anon_vmas. */
function isContinued(before: LaidPage, page: LaidPage): boolean {
  const isNext = page.object < 0 || page.index === before.index + 1;
  return (
    isNext &&
    page.object === before.object &&
    page.prot === before.prot &&
    page.dontfork === before.dontfork &&
    page.wipeonfork === before.wipeonfork
  );
}
