/**
 * How steps reach shared state: by columns, one field of all things of a kind each, with the actor that loads or stores. Beneath
 * a column is an array, and between the two whatever a test or a memory model puts there (hook.ts). One class per width and
 * none in common: code that meets several widths in one class pays for it at every access (1.7 instead of 1.1 of a bare array).
 */

import { nobody, Part, type Hook } from './hook.js';

/** How many bits a cell has; values are signed. */
export type Width = 8 | 16 | 32;

/** A field of 8 bits. */
export class Column8 {
  hook: Hook | undefined;

  /** @param cells memory itself, for those who look on; replaced when it grows */
  constructor(
    readonly name: string,
    public cells: Int8Array,
  ) {}

  get length(): number {
    return this.cells.length;
  }

  /** What is in memory, as somebody sees it who is no actor. */
  at(index: number): number {
    return this.cells[index];
  }

  /** Would storing this change memory? */
  isChangedBy(index: number, value: number): boolean {
    return this.cells[index] !== value;
  }

  /** As `store` by nobody. */
  set(index: number, value: number): void {
    this.store(nobody, index, value);
  }

  load(actor: number, index: number): number {
    const value = this.cells[index];
    return this.hook === undefined ? value : this.hook.load(this, actor, index, value, Part.first);
  }

  store(actor: number, index: number, value: number): void {
    if (this.hook !== undefined && !this.hook.store(this, actor, index, value, 0)) return;
    this.cells[index] = value;
    if (this.cells[index] !== value) throw unfit(this, index, value);
  }

  /** Loads, adds, and stores, at once. */
  add(actor: number, index: number, more: number): void {
    this.store(actor, index, this.load(actor, index) + more);
  }

  /** Sets bits, at once. */
  or(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.load(actor, index) | bits);
  }

  /** Leaves only these bits, at once. */
  and(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.load(actor, index) & bits);
  }

  /** Stores into all cells first <= index < end. */
  fill(actor: number, value: number, first = 0, end = this.cells.length): void {
    if (this.hook === undefined) this.cells.fill(value, first, end);
    else for (let index = first; index < end; index++) this.store(actor, index, value);
  }

  /** The first cell from `first` on that holds the value; -1: none. */
  find(actor: number, value: number, first = 0): number {
    if (this.hook === undefined) return this.cells.indexOf(value, first);
    for (let index = first; index < this.cells.length; index++) if (this.load(actor, index) === value) return index;
    return -1;
  }

  /** Makes room for so many; contents are kept. */
  grow(length: number): void {
    const { cells } = this;
    this.cells = new Int8Array(length);
    this.cells.set(cells);
  }
}

/** A field of 16 bits. */
export class Column16 {
  hook: Hook | undefined;

  /** @param cells memory itself, for those who look on; replaced when it grows */
  constructor(
    readonly name: string,
    public cells: Int16Array,
  ) {}

  get length(): number {
    return this.cells.length;
  }

  /** What is in memory, as somebody sees it who is no actor. */
  at(index: number): number {
    return this.cells[index];
  }

  /** Would storing this change memory? */
  isChangedBy(index: number, value: number): boolean {
    return this.cells[index] !== value;
  }

  /** As `store` by nobody. */
  set(index: number, value: number): void {
    this.store(nobody, index, value);
  }

  load(actor: number, index: number): number {
    const value = this.cells[index];
    return this.hook === undefined ? value : this.hook.load(this, actor, index, value, Part.first);
  }

  store(actor: number, index: number, value: number): void {
    if (this.hook !== undefined && !this.hook.store(this, actor, index, value, 0)) return;
    this.cells[index] = value;
    if (this.cells[index] !== value) throw unfit(this, index, value);
  }

  /** Loads, adds, and stores, at once. */
  add(actor: number, index: number, more: number): void {
    this.store(actor, index, this.load(actor, index) + more);
  }

  /** Sets bits, at once. */
  or(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.load(actor, index) | bits);
  }

  /** Leaves only these bits, at once. */
  and(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.load(actor, index) & bits);
  }

  /** Stores into all cells first <= index < end. */
  fill(actor: number, value: number, first = 0, end = this.cells.length): void {
    if (this.hook === undefined) this.cells.fill(value, first, end);
    else for (let index = first; index < end; index++) this.store(actor, index, value);
  }

  /** The first cell from `first` on that holds the value; -1: none. */
  find(actor: number, value: number, first = 0): number {
    if (this.hook === undefined) return this.cells.indexOf(value, first);
    for (let index = first; index < this.cells.length; index++) if (this.load(actor, index) === value) return index;
    return -1;
  }

  /** Makes room for so many; contents are kept. */
  grow(length: number): void {
    const { cells } = this;
    this.cells = new Int16Array(length);
    this.cells.set(cells);
  }
}

/** A field of 32 bits. */
export class Column32 {
  hook: Hook | undefined;

  /** @param cells memory itself, for those who look on; replaced when it grows */
  constructor(
    readonly name: string,
    public cells: Int32Array,
  ) {}

  get length(): number {
    return this.cells.length;
  }

  /** What is in memory, as somebody sees it who is no actor. */
  at(index: number): number {
    return this.cells[index];
  }

  /** Would storing this change memory? */
  isChangedBy(index: number, value: number): boolean {
    return this.cells[index] !== value;
  }

  /** As `store` by nobody. */
  set(index: number, value: number): void {
    this.store(nobody, index, value);
  }

  load(actor: number, index: number): number {
    const value = this.cells[index];
    return this.hook === undefined ? value : this.hook.load(this, actor, index, value, Part.first);
  }

  store(actor: number, index: number, value: number): void {
    if (this.hook === undefined || this.hook.store(this, actor, index, value, 0)) this.cells[index] = value;
  }

  /** Loads, adds, and stores, at once. */
  add(actor: number, index: number, more: number): void {
    this.store(actor, index, this.load(actor, index) + more);
  }

  /** Sets bits, at once. */
  or(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.load(actor, index) | bits);
  }

  /** Leaves only these bits, at once. */
  and(actor: number, index: number, bits: number): void {
    this.store(actor, index, this.load(actor, index) & bits);
  }

  /** Stores into all cells first <= index < end. */
  fill(actor: number, value: number, first = 0, end = this.cells.length): void {
    if (this.hook === undefined) this.cells.fill(value, first, end);
    else for (let index = first; index < end; index++) this.store(actor, index, value);
  }

  /** The first cell from `first` on that holds the value; -1: none. */
  find(actor: number, value: number, first = 0): number {
    if (this.hook === undefined) return this.cells.indexOf(value, first);
    for (let index = first; index < this.cells.length; index++) if (this.load(actor, index) === value) return index;
    return -1;
  }

  /** Makes room for so many; contents are kept. */
  grow(length: number): void {
    const { cells } = this;
    this.cells = new Int32Array(length);
    this.cells.set(cells);
  }
}

/** An error of ours: room was computed from the program, and this is more. */
function unfit({ name, length, cells }: Column, index: number, value: number): Error {
  return index < 0 || index >= length
    ? new Error(`${name} has room for ${length}, and none for number ${index}`)
    : new Error(`${name} has ${8 * cells.BYTES_PER_ELEMENT} bits, too few for ${value}`);
}

/** One field of all things of a kind, by number. */
export type Column = Column8 | Column16 | Column32;

/** A column over memory of a width. */
export function columnOf(name: string, bits: Width, cells: ArrayBufferView): Column {
  if (bits === 8) return new Column8(name, cells as Int8Array);
  return bits === 16 ? new Column16(name, cells as Int16Array) : new Column32(name, cells as Int32Array);
}
