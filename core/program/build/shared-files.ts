/** Shared mappings of files stay read-only: the machine has no writeback yet. */

import { notBuilt } from '../errors.js';
import type { Area, Operation } from '../program.js';

/**
 * Refuses an mprotect that could make a shared file mapping writable, also one that mremap has moved.
 * @throws {CowlabError} COW011
 */
export function refuseWritableSharedFiles(areas: readonly Area[], operations: readonly Operation[]): void {
  const pages = new Set(areas.filter(({ shared, file }) => shared && file >= 0).flatMap(pagesOfArea));
  let before = -1;
  while (before !== pages.size) {
    before = pages.size;
    for (const { action } of operations) {
      if (action.op !== 'mremap') continue;
      const { place, to } = action;
      for (let page = place.first; page <= place.last; page++)
        if (pages.has(page)) pages.add(to.first + page - place.first);
    }
  }
  for (const { action, where } of operations) {
    if (action.op !== 'mprotect' || action.prot !== 'rw') continue;
    for (let page = action.place.first; page <= action.place.last; page++) {
      if (pages.has(page)) throw notBuilt('A shared writable file mapping', where, '`prot: r` or `prot: none`');
    }
  }
}

function pagesOfArea({ firstPage, pages }: Area): number[] {
  return Array.from({ length: pages }, (_, offset) => firstPage + offset);
}
