import type { HandleId } from '../../core/program/workload.js';
import { anonymous } from './areas.js';
import type { Counted } from './counted.js';
import { generator, mostPages } from './generator.js';
import { Helper } from './helper.js';
import type { Random } from '../../core/program/random.js';

const process = 0;

/** Pages of its own that a helper stores to before it does its work. */
const helperPages = 30;

interface Transfer {
  readonly page: number;
  readonly handle: HandleId;
  /** Read from the disk: the device stores to the page. */
  readonly intoMemory: boolean;
}

interface Settings {
  readonly pages: number;
  readonly depth: number;
  readonly written: number;
  readonly neighbours: number;
}

/**
 * Direct I/O on a pool of buffers while the program forks helpers. Up to Linux 6.4 direct I/O takes plain references,
 * which fork cannot tell from others; from 6.5 on it pins, and fork copies what is in flight. Buffers of 512 bytes
 * share pages, so the program stores next to a transfer that is under way.
 */
export const directIo = generator({
  id: 'direct-io',
  title: 'Direct I/O while helpers are forked',
  about:
    'A program keeps a queue of direct reads and writes on its buffers in flight, stores to neighbouring buffers ' +
    'in the same pages, and forks a helper now and then; pages are referenced or pinned as the kernel of the policy ' +
    'does.',
  sources: [
    'open(2), NOTES on O_DIRECT: never concurrently with fork(2) if the buffer is in private memory',
    'queue depth 128: within what one queue of an NVMe drive takes (up to 65,536 commands, NVM Express specification)',
    'four reads for one write, how often a neighbour is stored to, and how long helpers live (as long as 64 transfers ' +
      'take: a millisecond at 64,000 a second): assumptions',
  ],
  parameters: {
    pages: { about: 'buffers', unit: 'pages', default: 4096, least: helperPages, most: mostPages },
    transfers: { about: 'transfers of one page', unit: 'transfers', default: 20_000, scales: true, least: 0, most: 2 ** 31 },
    depth: { about: 'transfers in flight', unit: 'transfers', default: 128, least: 1, most: 2 ** 16 },
    written: {
      about: 'fraction of the transfers that go to the disk: the device only reads memory',
      unit: '1',
      default: 0.2,
      least: 0,
      most: 1,
      whole: false,
    },
    neighbours: {
      about: 'fraction of the transfers whose page the program stores to meanwhile',
      unit: '1',
      default: 0.25,
      least: 0,
      most: 1,
      whole: false,
    },
    forkEvery: { about: 'transfers from one fork to the next', unit: 'transfers', default: 1000, least: 1, most: 2 ** 31 },
    life: { about: 'transfers a helper lives', unit: 'transfers', default: 64, least: 0, most: 2 ** 31 },
  },
  scenarios: ({ neighbours }) => (neighbours > 0 ? ['direct-io-fork'] : []),
  atMost: ({ pages }) => ({ depth: Math.floor(pages / 2) }),
  size: ({ pages }) => ({ addressSpacePages: pages, processes: 2 }),
  *run(machine, values, random) {
    const { pages, transfers, depth } = values;
    machine.map(process, 0, pages, anonymous);
    machine.storeAll(process, 0, pages);
    const times = { every: values.forkEvery, life: values.life };
    const helper = new Helper(machine, process, times, { first: 0, pages: helperPages });
    const queue = new Queue(machine, values, random);
    for (let i = 0; i < transfers; i++) {
      if (queue.length === depth) queue.complete();
      queue.submit();
      queue.touchNeighbour();
      helper.step();
      if (machine.isDue()) yield i / transfers;
    }
    while (queue.length > 0) queue.complete();
    helper.end();
  },
});

/** What is in flight, completed in the order it was submitted. */
class Queue {
  private readonly transfers: Transfer[] = [];
  private readonly busy = new Set<number>();

  constructor(
    private readonly machine: Counted,
    private readonly settings: Settings,
    private readonly random: Random,
  ) {}

  get length(): number {
    return this.transfers.length;
  }

  /** A page that is not in flight. What goes to the disk was stored to long before, as in a checkpoint. */
  submit(): void {
    const { pages, written } = this.settings;
    let page = this.random.below(pages);
    while (this.busy.has(page)) page = (page + 1) % pages;
    const intoMemory = this.random.unit() >= written;
    const handle = this.machine.dio(process, page, { write: intoMemory });
    this.transfers.push({ page, handle, intoMemory });
    this.busy.add(page);
  }

  touchNeighbour(): void {
    if (this.random.unit() >= this.settings.neighbours) return;
    const { page } = this.transfers[this.random.below(this.transfers.length)];
    this.machine.store(process, page);
  }

  /** The device has stored to the page, the kernel gives it back, and the program looks at what came. */
  complete(): void {
    const transfer = this.transfers.shift();
    if (transfer === undefined) return;
    const { page, handle, intoMemory } = transfer;
    if (intoMemory) this.machine.dmaWrite(handle);
    this.machine.put(handle);
    if (intoMemory) this.machine.load(process, page);
    this.busy.delete(page);
  }
}
