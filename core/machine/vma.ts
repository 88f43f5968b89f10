/** Virtual memory areas: find, split, map, unmap, duplicate at fork. Areas are never merged (not modelled). */

import { roomExceeded } from '../errors/errors.js';
import { Prot, Pte, Vma } from './bits.js';
import type { Machine } from './machine.js';

/** The VMA of an mm that holds a page; -1 if none. */
export function findVma(m: Machine, a: number, mm: number, page: number): number {
  if (m.places !== undefined) return m.places.vmaAt(mm, page);
  const owner = mm + 1;
  const { mm: owners, first, end } = m.vma;
  for (let v = 0; v < owners.length; v++)
    if (owners.load(a, v) === owner && first.load(a, v) <= page && page < end.load(a, v)) return v;
  return -1;
}

/** The first VMA of an mm that ends behind a page: the one that holds it or the next one; -1 if none. */
export function nextVma(m: Machine, a: number, mm: number, page: number): number {
  if (m.places !== undefined) return m.places.nextVma(mm, page);
  const owner = mm + 1;
  const { mm: owners, first, end } = m.vma;
  let found = -1;
  for (let v = 0; v < owners.length; v++) {
    if (owners.load(a, v) === owner && end.load(a, v) > page && (found < 0 || first.load(a, v) < first.load(a, found))) found = v;
  }
  return found;
}

function freeSlot(m: Machine, a: number): number {
  const free = m.places?.freeVma() ?? m.vma.mm.find(a, 0);
  if (free >= 0) return free;
  if (m.canonical) throw roomExceeded('vma', m.state.room('vma'));
  const v = m.vma.mm.length;
  m.state.grow('vma', v + 1);
  return v;
}

function copyVma(m: Machine, a: number, from: number): number {
  const to = freeSlot(m, a);
  for (const column of Object.values(m.vma)) column.store(a, to, column.load(a, from));
  return to;
}

function dropVma(m: Machine, a: number, v: number): void {
  for (const column of Object.values(m.vma)) column.store(a, v, 0);
}

/** An area that is to be mapped. */
export interface NewVma {
  readonly first: number;
  readonly pages: number;
  readonly prot: number;
  readonly flags: number;
  /** First page-cache page behind a file mapping; for anonymous memory the first page itself, its reverse-map index. */
  readonly offset: number;
}

/** Adds an area to an address space. @returns its number */
export function mapVma(m: Machine, a: number, mm: number, vma: NewVma): number {
  const v = freeSlot(m, a);
  m.vma.mm.store(a, v, mm + 1);
  m.vma.first.store(a, v, vma.first);
  m.vma.end.store(a, v, vma.first + vma.pages);
  m.vma.prot.store(a, v, vma.prot);
  m.vma.flags.store(a, v, vma.flags);
  m.vma.offset.store(a, v, vma.offset);
  return v;
}

/** __split_vma: both parts keep everything, the anon_vma too. */
function splitAt(m: Machine, a: number, mm: number, page: number): void {
  const v = findVma(m, a, mm, page);
  if (v < 0 || m.vma.first.load(a, v) === page) return;
  const upper = copyVma(m, a, v);
  m.vma.end.store(a, v, page);
  m.vma.first.store(a, upper, page);
  m.vma.offset.add(a, upper, page - m.vma.first.load(a, v));
}

/** Splits at both ends of first..end, so that the VMAs between hold nothing else; returns them in order of address. */
export function isolateVmas(m: Machine, a: number, mm: number, first: number, end: number): number[] {
  splitAt(m, a, mm, first);
  splitAt(m, a, mm, end);
  const inside: number[] = [];
  for (let v = nextVma(m, a, mm, first); v >= 0 && m.vma.first.load(a, v) < end; v = nextVma(m, a, mm, m.vma.end.load(a, v)))
    inside.push(v);
  return inside;
}

/** Removes what areas there are of pages first..end-1, splitting those that reach beyond. */
export function unmapVmas(m: Machine, a: number, mm: number, first: number, end: number): void {
  for (const v of isolateVmas(m, a, mm, first, end)) dropVma(m, a, v);
}

/** End of the mapped stretch that begins at `first`, at most `end`; `first` itself if nothing is mapped there. */
export function mappedUntil(m: Machine, a: number, mm: number, first: number, end: number): number {
  let page = first;
  while (page < end) {
    const v = findVma(m, a, mm, page);
    if (v < 0) return page;
    page = m.vma.end.load(a, v);
  }
  return end;
}

/** Is every page of first..end mapped? */
export function isMapped(m: Machine, a: number, mm: number, first: number, end: number): boolean {
  return mappedUntil(m, a, mm, first, end) === end;
}

/**
 * Are the pages first..end one area to a kernel, which merges what is alike? Where that hangs on anon_vmas, which are not
 * modelled, programs are refused (core/scenario/split-moves.ts).
 */
export function isOneArea(m: Machine, a: number, mm: number, first: number, end: number): boolean {
  const v = findVma(m, a, mm, first);
  if (v < 0) return false;
  for (let page = m.vma.end.load(a, v); page < end;) {
    const other = findVma(m, a, mm, page);
    if (other < 0 || !isContinued(m, a, v, other)) return false;
    page = m.vma.end.load(a, other);
  }
  return true;
}

function isContinued(m: Machine, a: number, v: number, other: number): boolean {
  const isAlike =
    m.vma.prot.load(a, v) === m.vma.prot.load(a, other) &&
    (m.vma.flags.load(a, v) | Vma.anonVma) === (m.vma.flags.load(a, other) | Vma.anonVma);
  return isAlike && offsetOf(m, a, v, m.vma.first.load(a, other)) === m.vma.offset.load(a, other);
}

/** vm_area_dup and anon_vma_fork: one VMA of the parent for the child. A MADV_WIPEONFORK one loses its anon_vma. */
export function duplicateVma(m: Machine, a: number, v: number, child: number): void {
  const copy = copyVma(m, a, v);
  m.vma.mm.store(a, copy, child + 1);
  m.vma.lock.store(a, copy, 0);
  if ((m.vma.flags.load(a, v) & Vma.wipeOnFork) !== 0) m.vma.flags.and(a, copy, ~Vma.anonVma);
}

/** is_cow_mapping: private and possibly writable. */
export function isCowMapping(m: Machine, a: number, v: number): boolean {
  return (m.vma.flags.load(a, v) & Vma.shared) === 0;
}

/** VM_WRITE. */
export function mayWrite(m: Machine, a: number, v: number): boolean {
  return (m.vma.prot.load(a, v) & Prot.write) !== 0;
}

const notified = Vma.shared | Vma.dirtyTracked;

/**
 * vma_wants_writenotify: does the file system want to hear of the first store to a page, so that it can get ready for the
 * page to be dirty? tmpfs never does, shared anonymous memory neither. The same is vma_needs_dirty_tracking (6.5): what
 * tells the two apart, soft-dirty and userfaultfd, is not modelled.
 */
export function wantsWriteNotify(m: Machine, a: number, v: number): boolean {
  return (m.vma.flags.load(a, v) & notified) === notified && mayWrite(m, a, v);
}

/**
 * vm_page_prot, as every PTE made in an area has it: PROT_NONE pages are there for the kernel only; write permission comes
 * with the fault in private memory and where the file system is notified, and is there at once in other shared memory.
 */
export function pteProtection(m: Machine, a: number, v: number): number {
  if (!mayRead(m, a, v)) return Pte.protNone;
  return !isCowMapping(m, a, v) && mayWrite(m, a, v) && !wantsWriteNotify(m, a, v) ? Pte.write : 0;
}

/** VM_READ. */
export function mayRead(m: Machine, a: number, v: number): boolean {
  return (m.vma.prot.load(a, v) & Prot.read) !== 0;
}

/** Page-cache page of a file VMA at a virtual page; the reverse-map index of an anonymous one. */
export function offsetOf(m: Machine, a: number, v: number, page: number): number {
  return m.vma.offset.load(a, v) + page - m.vma.first.load(a, v);
}
