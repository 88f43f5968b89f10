import type { Counted } from './counted.js';
import { anonymous } from './areas.js';
import { generator, mostPages } from './generator.js';
import type { Random } from '../../core/program/random.js';
import { scatter } from './scatter.js';
import { Zipf } from './zipf.js';

const parent = 0;

/**
 * The snapshot of an in-memory database: fork, and the child writes out what it sees while the parent goes on serving.
 *
 * The parent fills `pages`, forks, and while the child reads every page once it makes `stores` stores, Zipf-distributed
 * over the pages; after the child's exit it stores once to every page. So each page is met shared (copied or not by
 * policy) at most once while the child lives, and those left over are met write-protected but alone.
 */
export const snapshot = generator({
  id: 'snapshot',
  title: 'Snapshot of an in-memory database by fork',
  about:
    'A parent fills its memory and forks; the child reads every page while the parent stores to popular pages ' +
    '(Zipf); the child exits and the parent stores to every page once more, where a page can be reused, not copied.',
  sources: [
    'Redis, Persistence (BGSAVE forks and the child writes the data set): ' +
      'https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/',
    'skew 0.99: Cooper et al., Benchmarking Cloud Serving Systems with YCSB, SoCC 2010',
  ],
  parameters: {
    pages: {
      about: 'memory of the database, in pages of 4 KiB',
      unit: 'pages',
      default: 2 ** 20,
      scales: true,
      least: 1,
      most: mostPages,
    },
    stores: {
      about:
        'stores of the parent while the child lives; the default is half a million in the seconds it takes to ' +
        'write out 4 GiB at about 1 GiB/s: some 100,000 a second, one busy core',
      unit: 'stores',
      default: 2 ** 19,
      scales: true,
      least: 0,
      most: 2 ** 27,
    },
    skew: {
      about: 'exponent of the Zipf distribution of the stores; 0 is uniform',
      unit: '1',
      default: 0.99,
      least: 0,
      most: 10,
      whole: false,
    },
    batch: {
      about: 'pages the child reads before the parent has its turn',
      unit: 'pages',
      default: 64,
      least: 1,
      most: mostPages,
    },
  },
  size: ({ pages }) => ({ addressSpacePages: pages, processes: 2 }),
  *run(machine, values, random) {
    const { pages, stores } = values;
    const total = 3 * pages + stores + 3; // map, fork and exit
    machine.map(parent, 0, pages, anonymous);
    yield* storeEveryPage(machine, pages, total);
    yield* serve(machine, values, random, total);
    yield* storeEveryPage(machine, pages, total);
  },
});

function* storeEveryPage(machine: Counted, pages: number, total: number): Generator<number> {
  for (let page = 0; page < pages; page++) {
    machine.store(parent, page);
    if (machine.isDue()) yield machine.operations / total;
  }
}

interface Settings {
  readonly pages: number;
  readonly stores: number;
  readonly skew: number;
  readonly batch: number;
}

/** The life of the child: its reads and the parent's stores in turns of one batch, the stores spread evenly. */
function* serve(machine: Counted, settings: Settings, random: Random, total: number): Generator<number> {
  const { pages, stores, skew, batch } = settings;
  const zipf = new Zipf(pages, skew);
  const pageOf = scatter(pages);
  const child = machine.fork(parent);
  let stored = 0;
  for (let first = 0; first < pages; first += batch) {
    const end = Math.min(first + batch, pages);
    machine.loadAll(child, first, end - first);
    const due = Math.floor((stores * end) / pages);
    for (; stored < due; stored++) machine.store(parent, pageOf(zipf.draw(random) - 1));
    if (machine.isDue()) yield machine.operations / total;
  }
  machine.exit(child);
}
