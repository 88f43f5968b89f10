/**
 * What a page-table entry can be. A kind is one line of `pteKinds`. Whoever does something else for each kind has one table
 * with a line for each (`perKind`), so that the compiler names every place that has none yet for a new kind.
 */

import { Pte } from './bits.js';

/** What is true of all entries of a kind. */
interface KindFacts {
  /** As the low bits of a PTE's word say it. */
  readonly number: number;
  /** pte_present: hardware walks through it, unless it is PROT_NONE. */
  readonly isPresent: boolean;
  /** vm_normal_page: its frame is mapped there, and counts the mapping. */
  readonly mapsPage: boolean;
}

/** Every kind of PTE that an operation makes. */
export const pteKinds = {
  none: { number: Pte.none, isPresent: false, mapsPage: false },
  present: { number: Pte.present, isPresent: true, mapsPage: true },
  zero: { number: Pte.zero, isPresent: true, mapsPage: false },
} as const satisfies Readonly<Record<string, KindFacts>>;

/** The kind of a PTE: `none`, `present` … */
export type PteKind = keyof typeof pteKinds;

/** One line for each kind of PTE: what is done about it, or what is so. */
export class PerKind<Line> {
  private readonly lines: readonly (Line | undefined)[];

  /** @param where the kernel function, or who else asks */
  constructor(
    readonly where: string,
    table: Readonly<Record<PteKind, Line>>,
  ) {
    const lines: (Line | undefined)[] = Array.from({ length: Pte.kindMask + 1 }, () => undefined);
    for (const [kind, { number }] of Object.entries(pteKinds)) lines[number] = table[kind as PteKind];
    this.lines = lines;
  }

  /** The line of a PTE by its word. @throws {Error} for a word that is of no kind, which only a policy's own step can write */
  of(word: number): Line {
    const line = this.lines[word & Pte.kindMask];
    if (line === undefined) throw new Error(`${this.where} has met a PTE of no kind: its word is ${word}`);
    return line;
  }
}

const made: PerKind<unknown>[] = [];

/** All tables that there are. */
export const kindTables: readonly PerKind<unknown>[] = made;

/**
 * A table with one line for each kind of PTE: without one of them it does not compile.
 * @param where the kernel function, or who else asks
 */
export function perKind<const Table extends Readonly<Record<PteKind, unknown>>>(
  where: string,
  table: Table & Readonly<Record<Exclude<keyof Table, PteKind>, never>>,
): PerKind<Table[PteKind]> {
  const lines = new PerKind<Table[PteKind]>(where, table);
  made.push(lines);
  return lines;
}

const names = perKind('kindOf', { none: 'none', present: 'present', zero: 'zero' });

/** The kind that a PTE's word says. @throws {Error} for a word that is of no kind */
export function kindOf(word: number): PteKind {
  return names.of(word);
}

/** Of which kinds something is so, a bit for each: asked at every access, so it is not looked up. */
function bitsOf(isSo: (facts: KindFacts) => boolean): number {
  return Object.values(pteKinds).reduce((bits, facts) => (isSo(facts) ? bits | (1 << facts.number) : bits), 0);
}

const presentKinds = bitsOf(({ isPresent }) => isPresent);
const mappingKinds = bitsOf(({ mapsPage }) => mapsPage);

/** pte_none: nothing is there. */
export function isNone(word: number): boolean {
  return (word & Pte.kindMask) === Pte.none;
}

/** pte_present: a page or the zero page, though it be PROT_NONE. */
export function isPresent(word: number): boolean {
  return ((presentKinds >> (word & Pte.kindMask)) & 1) !== 0;
}

/** vm_normal_page: is a frame mapped by such a word? The zero page is none. */
export function mapsPage(word: number): boolean {
  return ((mappingKinds >> (word & Pte.kindMask)) & 1) !== 0;
}

/** May hardware load through it? */
export function mayLoad(word: number): boolean {
  return isPresent(word) && (word & Pte.protNone) === 0;
}

/** May hardware store through it? */
export function mayStore(word: number): boolean {
  return mapsPage(word) && (word & Pte.write) !== 0;
}
