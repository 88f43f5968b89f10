/** Accesses and faults of the simulator, against each other and against a loop without a simulator. */

import { Pmd, Pte } from '../../machine/bits.js';
import type { Cells } from '../../machine/fields.js';
import type { CompiledPolicy } from '../../policy/compile.js';
import { tableBits, tableSize } from '../../simulate/size.js';
import { Simulator } from '../../simulate/simulator.js';
import { shuffled } from '../shuffle.js';

/** 16 MiB of simulated memory. */
const pages = 4096;
const parent = 0;

/** A simulated process whose pages are all there and writable, and the order in which its pages are met. */
export class AccessBench {
  private readonly simulator: Simulator;
  private readonly order = Int32Array.from(
    shuffled(
      Array.from({ length: pages }, (_, page) => page),
      1,
    ),
  );
  private readonly bare: BareLoop;

  constructor(policy: CompiledPolicy) {
    this.simulator = new Simulator(policy, { addressSpacePages: pages, processes: 2 });
    this.simulator.map(parent, 0, pages, { backing: 'anon', shared: false, prot: 'rw' });
    this.storeToAll();
    // As in a workload: the compiler has seen that some stores fault.
    this.fault();
    this.bare = new BareLoop(this.simulator);
  }

  /** Nanoseconds of a store that needs no fault. */
  access(): number {
    return nanoseconds(() => this.storeToAll(), 300);
  }

  /** Nanoseconds of a store in the bare loop. */
  bareAccess(): number {
    return nanoseconds(() => this.bare.storeToAll(this.order), 300);
  }

  /** Nanoseconds of a store to a page that a child, now gone, has shared: a write fault that reuses or copies it. */
  fault(): number {
    return nanoseconds(
      () => this.storeToAll(),
      5,
      () => this.simulator.exit(this.simulator.fork(parent)),
    );
  }

  /** Nanoseconds that a fork takes per page of the parent. */
  fork(): number {
    let child: number | undefined;
    const time = nanoseconds(
      () => {
        child = this.simulator.fork(parent);
      },
      20,
      () => {
        if (child !== undefined) this.simulator.exit(child);
        this.storeToAll();
      },
    );
    if (child !== undefined) this.simulator.exit(child);
    this.storeToAll();
    return time;
  }

  private storeToAll(): void {
    for (let i = 0; i < pages; i++) this.simulator.store(parent, this.order[i]);
  }
}

/** Per page; `before` is not timed. */
function nanoseconds(work: () => void, rounds: number, before?: () => void): number {
  let total = 0;
  for (let round = 0; round < rounds; round++) {
    before?.();
    const start = performance.now();
    work();
    total += performance.now() - start;
  }
  return (total * 1e6) / (rounds * pages);
}

/**
 * The loads and stores of typed arrays that a store without a fault cannot do without, and nothing else: PMD entry, PTE,
 * its test, its bits young and dirty, the frame number, a fresh token into both halves of the frame. On copies of the
 * simulator's arrays, of the same widths and contents; without its objects and calls, other processes, and counters.
 */
class BareLoop {
  private readonly entries: Int16Array;
  private readonly tables: Int32Array;
  private readonly words: Int16Array;
  private readonly frames: Int32Array;
  private readonly lo: Cells;
  private readonly hi: Cells;
  private token = 0;

  constructor({ machine: { pmd, pte, frame } }: Simulator) {
    this.entries = pmd.entry.words.slice();
    this.tables = pmd.entry.frames.slice();
    this.words = pte.entry.words.slice();
    this.frames = pte.entry.frames.slice();
    this.lo = frame.lo.cells.slice();
    this.hi = frame.hi.cells.slice();
  }

  storeToAll(order: Int32Array): void {
    const { entries, tables, words, frames, lo, hi } = this;
    const [mask, writable, touched] = [Pte.kindMask | Pte.write, Pte.present | Pte.write, Pte.young | Pte.dirty];
    const [grants, bits, indexMask] = [Pmd.table | Pmd.write, tableBits, tableSize - 1];
    let { token } = this;
    for (let i = 0; i < pages; i++) {
      const page = order[i];
      token = (token + 1) | 0;
      if (entries[page >> bits] !== grants) throw new Error('the bare loop has met a page without a table of its own');
      const pte = (tables[page >> bits] << bits) + (page & indexMask);
      const word = words[pte];
      if ((word & mask) !== writable) throw new Error('the bare loop has met a page it must not write');
      words[pte] = word | touched;
      const pfn = frames[pte];
      lo[pfn] = token;
      hi[pfn] = token;
    }
    this.token = token;
  }
}
