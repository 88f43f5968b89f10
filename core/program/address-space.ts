/** The address space of a program: what its areas come to in pages, tables and frames, and what lies where. */

import type { Program, Area } from './program.js';

/** Virtual pages in use: the sum of all areas. */
export function addressSpacePages({ areas }: Pick<Program, 'areas'>): number {
  const last = areas.at(-1);
  return last === undefined ? 0 : last.firstPage + last.pages;
}

/** PTEs in a page table of a program's machine: few, so that a state is small; a program's pages share a table where they fit. */
export function tableSizeOf(program: Pick<Program, 'areas'>): number {
  const pages = addressSpacePages(program);
  let size = 1;
  while (size < pages && size < 512) size *= 2;
  return size;
}

/** Frames that are taken before the first step: pages of files and of `touched` areas, and page tables of what is mapped. */
export function initialFrames(program: Pick<Program, 'areas' | 'files'>): number {
  const tableSize = tableSizeOf(program);
  const mapped = program.areas.filter(({ touched, backing }) => touched || backing === 'zero');
  const tables = new Set(mapped.flatMap(({ firstPage, pages }) => tablesBetween(firstPage, firstPage + pages - 1, tableSize)));
  const isOwn = ({ touched, file, shared }: Area): boolean => touched && (file < 0 || !shared);
  const pages = mapped.filter(isOwn).reduce((sum, area) => sum + area.pages, 0);
  return program.files.reduce((sum, file) => sum + file.pages, pages + tables.size);
}

function tablesBetween(first: number, last: number, tableSize: number): number[] {
  const [from, to] = [first, last].map((page) => Math.trunc(page / tableSize));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The last area that begins at or before a page; areas are in order. -1: none. */
function areaOf({ areas }: Program, page: number): number {
  let [from, to] = [0, areas.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (areas[middle].firstPage <= page) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** `buf[1]` for a virtual page number. */
export function pageName(program: Program, page: number): string {
  const area = program.areas[areaOf(program, page)];
  if (area === undefined || page >= area.firstPage + area.pages) return `page ${page}`;
  return area.pages === 1 ? area.name : `${area.name}[${page - area.firstPage}]`;
}
