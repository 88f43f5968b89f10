import type { Protection } from '../../core/program/program.js';
import type { HandleId, Mapping } from '../../core/program/workload.js';
import { anonymous, privateFile, sharedAnonymous } from './areas.js';
import type { Counted } from './counted.js';
import { generator } from './generator.js';
import type { Random } from '../../core/program/random.js';

/** Calls that change mappings work on blocks of this many pages, so that areas do not fall to pieces without end. */
const block = 32;

interface Settings {
  readonly blocks: number;
  readonly processes: number;
  readonly handles: number;
}

/**
 * Operations at random, of every kind there is, on processes at random. It models no program: it meets combinations
 * that programs of one purpose do not have.
 */
export const mixed = generator({
  id: 'mixed',
  title: 'Random mix of every operation',
  about:
    'Loads, stores, forks, exits, execs, mapping calls, references, pins, direct I/O and device writes at random ' +
    'over a few processes with private, shared and file memory.',
  sources: ['none: weights are chosen so that processes, mappings and references come and go'],
  parameters: {
    operations: { about: 'operations', unit: 'operations', default: 40_000, scales: true, least: 0, most: 2 ** 31 },
    blocks: {
      about: 'blocks of 32 pages: half private, a quarter shared, a quarter of a private file',
      unit: 'blocks',
      default: 16,
      least: 4,
      most: 2 ** 16,
    },
    processes: { about: 'processes alive at once', unit: 'processes', default: 6, least: 2, most: 1000 },
    handles: { about: 'references and pins at once', unit: 'handles', default: 64, least: 1, most: 2 ** 16 },
  },
  size: ({ blocks, processes }) => ({ addressSpacePages: blocks * block, processes }),
  *run(machine, values, random) {
    const mix = new Mix(machine, values, random);
    for (let i = 0; i < values.operations; i++) {
      mix.step();
      if (machine.isDue()) yield i / values.operations;
    }
    mix.end();
  },
});

/** A reference or pin; a device may store through it if it was taken for writing. */
interface Held {
  readonly handle: HandleId;
  readonly writable: boolean;
}

type Act = (process: number, page: number) => void;

class Mix {
  private readonly live = [0];
  private readonly handles: Held[] = [];
  /** Cumulated weights: an operation comes with its share of the last one. */
  private readonly acts: readonly (readonly [number, Act])[];

  constructor(
    private readonly machine: Counted,
    private readonly settings: Settings,
    private readonly random: Random,
  ) {
    this.mapAll(0);
    let sum = 0;
    this.acts = this.weights().map(([weight, act]) => [(sum += weight), act]);
  }

  step(): void {
    const process = this.live[this.random.below(this.live.length)];
    const page = this.random.below(this.settings.blocks * block);
    const at = this.random.unit() * this.acts[this.acts.length - 1][0];
    this.acts.find(([until]) => at < until)?.[1](process, page);
  }

  /** Gives back what is held, and ends every process but the first. */
  end(): void {
    while (this.handles.length > 0) this.put();
    while (this.live.length > 1) this.exit();
  }

  private weights(): readonly (readonly [number, Act])[] {
    const { machine } = this;
    return [
      [400, (process, page) => machine.store(process, page)],
      [300, (process, page) => machine.load(process, page)],
      [4, (process) => this.fork(process)],
      [3, () => this.exit()],
      [1, (process) => this.exec(process)],
      [4, (process, page) => machine.mprotect(process, startOf(page), block, this.protection())],
      [2, (process, page) => this.remap(process, page)],
      [2, (process, page) => machine.madvise(process, startOf(page), block, 'dontneed')],
      [1, (process, page) => machine.madvise(process, startOf(page), block, this.flip() ? 'dontfork' : 'dofork')],
      [30, (process, page) => this.hold((write) => machine.get(process, page, { write }))],
      [30, (process, page) => this.hold((write) => machine.pin(process, page, { write, longterm: this.flip() }))],
      [30, (process, page) => this.hold((write) => machine.dio(process, page, { write }))],
      [90, () => this.put()],
      [40, () => this.deviceStores()],
    ];
  }

  private fork(process: number): void {
    if (this.live.length < this.settings.processes) this.live.push(this.machine.fork(process));
  }

  /** Any but the first. */
  private exit(): void {
    if (this.live.length === 1) return;
    const [process] = this.live.splice(1 + this.random.below(this.live.length - 1), 1);
    this.machine.exit(process);
  }

  private exec(process: number): void {
    this.machine.exec(process);
    this.mapAll(process);
  }

  private mapAll(process: number): void {
    for (let i = 0; i < this.settings.blocks; i++) this.machine.map(process, i * block, block, mappingOf(i));
  }

  private remap(process: number, page: number): void {
    if (this.flip()) this.machine.munmap(process, startOf(page), block);
    else this.machine.map(process, startOf(page), block, mappingOf(startOf(page) / block));
  }

  /** Takes a reference if there is room; a refused one is none. */
  private hold(take: (write: boolean) => HandleId): void {
    if (this.handles.length === this.settings.handles) return;
    const writable = this.flip();
    const handle = take(writable);
    if (handle >= 0) this.handles.push({ handle, writable });
  }

  private put(): void {
    if (this.handles.length === 0) return;
    const [{ handle }] = this.handles.splice(this.random.below(this.handles.length), 1);
    this.machine.put(handle);
  }

  private deviceStores(): void {
    const writable = this.handles.filter((held) => held.writable);
    if (writable.length > 0) this.machine.dmaWrite(writable[this.random.below(writable.length)].handle);
  }

  private protection(): Protection {
    const [none, read] = [this.random.unit() < 0.1, this.flip()];
    return none ? 'none' : read ? 'r' : 'rw';
  }

  private flip(): boolean {
    return this.random.unit() < 0.5;
  }
}

function startOf(page: number): number {
  return page - (page % block);
}

function mappingOf(index: number): Mapping {
  const kinds: readonly Mapping[] = [anonymous, anonymous, sharedAnonymous, privateFile(0, index * block)];
  return kinds[index % kinds.length];
}
