import { anonymous } from './areas.js';
import type { Counted } from './counted.js';
import { generator, mostPages } from './generator.js';

const parent = 0;

interface Settings {
  readonly pages: number;
  readonly workers: number;
  readonly objects: number;
  readonly counted: number;
  readonly collected: number;
}

/** Of which every n-th the parent stores to while the workers run, and when they are gone: as in python-fork-pool. */
const whileShared = 7;
const afterwards = 5;

/**
 * A pool of interpreter processes over inherited objects. To an interpreter with reference counts every read of an
 * object is a store to it, so reading inherited data copies it; a cyclic collection stores to the header of every
 * object there is.
 */
export const interpreterPool = generator({
  id: 'interpreter-pool',
  title: 'Worker pool of an interpreter with reference counts',
  about:
    'A parent builds objects and forks workers, again and again; each worker reads its share of the objects, ' +
    'where every read raises and drops a reference count; the parent updates some objects meanwhile and others when ' +
    'the workers are gone.',
  sources: [
    'Instagram Engineering, Copy-on-write friendly Python garbage collection, 2017; PEP 683, Immortal Objects ' +
      '(reference counts make readers copy inherited pages): https://peps.python.org/pep-0683/',
    'shape of the program and every seventh and fifth object: the recording python-fork-pool',
  ],
  parameters: {
    pages: { about: 'memory that holds objects', unit: 'pages', default: 16_384, scales: true, least: 1, most: mostPages },
    workers: { about: 'workers at once; each reads an equal share', unit: 'processes', default: 4, least: 1, most: 1000 },
    rounds: { about: 'times the pool is started', unit: 'pools', default: 2, least: 0, most: 2 ** 20 },
    objects: { about: 'objects a worker reads in a page', unit: 'objects', default: 10, least: 0, most: 2 ** 12 },
    counted: {
      about: 'fraction of the pages whose objects count references; the others are immortal',
      unit: '1',
      default: 1,
      least: 0,
      most: 1,
      whole: false,
    },
    collected: {
      about: 'fraction of the pages a collection in each worker stores to; 0 after gc.freeze()',
      unit: '1',
      default: 0,
      least: 0,
      most: 1,
      whole: false,
    },
  },
  atMost: ({ pages }) => ({ workers: pages }),
  size: ({ pages, workers }) => ({ addressSpacePages: pages, processes: workers + 1 }),
  *run(machine, values) {
    const { pages, workers, rounds } = values;
    machine.map(parent, 0, pages, anonymous);
    for (let page = 0; page < pages; page++) {
      machine.store(parent, page);
      if (machine.isDue()) yield 0;
    }
    for (let round = 0; round < rounds; round++) {
      const pool = Array.from({ length: workers }, () => machine.fork(parent));
      for (const part of work(machine, values, pool)) if (machine.isDue()) yield (round + part) / rounds;
      for (const worker of pool) machine.exit(worker);
      for (let page = 0; page < pages; page += afterwards) machine.store(parent, page);
    }
  },
});

/** The workers advance page by page side by side, the parent with them. Yields the fraction done. */
function* work(machine: Counted, settings: Settings, pool: readonly number[]): Generator<number> {
  const { pages, workers, objects, counted, collected } = settings;
  const share = Math.ceil(pages / workers);
  for (let i = 0; i < share; i++) {
    for (const [slot, worker] of pool.entries()) {
      const page = slot * share + i;
      if (page >= pages) continue;
      read(machine, worker, page, objects, isIn(page, counted));
      if (page % whileShared === 0) machine.store(parent, page);
    }
    yield i / share;
  }
  for (let page = 0; page < pages; page++) {
    if (!isIn(page, collected)) continue;
    for (const worker of pool) machine.store(worker, page);
    yield 1;
  }
}

/** Each object is held while it is read: one up, one down. */
function read(machine: Counted, worker: number, page: number, objects: number, counts: boolean): void {
  for (let object = 0; object < objects; object++) {
    machine.load(worker, page);
    if (!counts) continue;
    machine.store(worker, page);
    machine.store(worker, page);
  }
}

/** Spreads a fraction of the pages evenly over all of them. */
function isIn(page: number, fraction: number): boolean {
  return Math.floor((page + 1) * fraction) > Math.floor(page * fraction);
}
