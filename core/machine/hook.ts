/** What sits between columns and memory: a footprint record, a log, a store buffer. */

/** Who is no actor: the program's loader, a test. Whoever only looks on takes what is in memory. */
export const nobody = -1;

/** The two parts of a cell that has two: a page-table entry has its word and its frame. */
export const Part = { first: 0, second: 1 } as const;

/** A column, as a hook knows it. */
export interface Hooked {
  /** `frame.refs` */
  readonly name: string;
  readonly length: number;
  /** Would storing this change memory? `second` is of cells that have two parts. */
  isChangedBy(index: number, value: number, second: number): boolean;
}

/** It is told of every access of every actor, and decides what becomes of it. */
export interface Hook {
  /** What an actor loads; `value` is what memory holds there. */
  load(column: Hooked, actor: number, index: number, value: number, part: 0 | 1): number;
  /** An actor stores a value; into a cell of two parts both at once. False: memory stays as it is for now. */
  store(column: Hooked, actor: number, index: number, value: number, second: number): boolean;
}
