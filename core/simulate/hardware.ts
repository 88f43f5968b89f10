/**
 * What the hardware does without the kernel: a page walk, and an access that the PTE allows. It is most of what a long
 * program does, so it is short enough for the compiler to put into the loops of workloads.
 */

import { Pte } from '../machine/bits.js';
import type { Cells } from '../machine/fields.js';
import type { Machine } from '../machine/machine.js';
import { pteBelow, wordBelow } from '../machine/pmd.js';
import { mayLoad, mayStore } from '../machine/pte-kind.js';
import type { ProcessId } from '../program/workload.js';
import { tableBits } from './size.js';

const touched = Pte.young | Pte.dirty;

/** Accesses that need no kernel: the PTE, and the PMD entry above it, allow them. */
export class Hardware {
  private readonly pmdsPerMm: number;
  // Never undefined: the compiler then knows that these are arrays of numbers.
  private entries: Int16Array = new Int16Array(0);
  private tables: Int32Array = new Int32Array(0);
  private words: Int16Array = new Int16Array(0);
  private frames: Int32Array = new Int32Array(0);
  private lo: Cells = new Int32Array(0);
  private hi: Cells = new Int32Array(0);

  /** A machine of `simulatorShape`. */
  constructor(private readonly machine: Machine) {
    this.pmdsPerMm = machine.pmdsPerMm;
    this.refresh();
  }

  /** To be called after every operation of the kernel: it replaces the arrays of what grows. */
  refresh(): void {
    const { pmd, pte, frame } = this.machine;
    this.entries = pmd.entry.words;
    this.tables = pmd.entry.frames;
    this.words = pte.entry.words;
    this.frames = pte.entry.frames;
    this.lo = frame.lo.cells;
    this.hi = frame.hi.cells;
  }

  /** Stores to both halves of a page. False: nothing was done, the access faults. */
  store(process: ProcessId, page: number, value: number): boolean {
    const pmd = process * this.pmdsPerMm + (page >> tableBits);
    const entry = this.entries[pmd];
    const pte = pteBelow(entry, this.tables[pmd], page, tableBits);
    if (pte < 0) return false;
    const word = this.words[pte];
    if (!mayStore(wordBelow(entry, word))) return false;
    this.words[pte] = word | touched;
    const pfn = this.frames[pte];
    this.lo[pfn] = value;
    this.hi[pfn] = value;
    return true;
  }

  /** False: nothing was done, the access faults. */
  load(process: ProcessId, page: number): boolean {
    const pmd = process * this.pmdsPerMm + (page >> tableBits);
    const pte = pteBelow(this.entries[pmd], this.tables[pmd], page, tableBits);
    if (pte < 0) return false;
    const word = this.words[pte];
    if (!mayLoad(word)) return false;
    this.words[pte] = word | Pte.young;
    return true;
  }
}
