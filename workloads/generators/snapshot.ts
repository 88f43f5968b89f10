import { badOption } from '../../core/program/errors.js';
import type { Parameters, Simulation, Workload, WorkloadNotes } from '../../core/program/workload.js';
import { Random } from './random.js';
import { scatter } from './scatter.js';
import { Zipf } from './zipf.js';

const parent = 0;

/** Pages between two reports of progress, in phases that are one loop. */
const stride = 4096;

/** Largest address space of the generator: 256 GiB. */
const mostPages = 2 ** 26;

/**
 * The snapshot of an in-memory database: fork, and the child writes out what it sees while the parent goes on serving.
 *
 * The parent fills `pages`, forks, and while the child reads every page once it makes `stores` stores, Zipf-distributed
 * over the pages; after the child's exit it stores once to every page. So each page is met shared (copied or not by
 * policy) at most once while the child lives, and those left over are met write-protected but alone.
 */
export const snapshot: Workload = {
  id: 'snapshot',
  title: 'Snapshot of an in-memory database by fork',
  about: 'A parent fills its memory and forks; the child reads every page while the parent stores to popular pages '
    + '(Zipf); the child exits and the parent stores to every page once more, where a page can be reused, not copied.',
  sources: [
    'Redis, Persistence (BGSAVE forks and the child writes the data set): '
      + 'https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/',
    'skew 0.99: Cooper et al., Benchmarking Cloud Serving Systems with YCSB, SoCC 2010',
  ],
  parameters: [
    { name: 'pages', about: 'memory of the database, in pages of 4 KiB', unit: 'pages', default: 2 ** 20 },
    {
      name: 'stores', unit: 'stores', default: 2 ** 19,
      about: 'stores of the parent while the child lives; the default is half a million in the seconds it takes to '
        + 'write out 4 GiB at about 1 GiB/s: some 100,000 a second, one busy core',
    },
    { name: 'skew', about: 'exponent of the Zipf distribution of the stores; 0 is uniform', unit: '1', default: 0.99 },
    { name: 'batch', about: 'pages the child reads before the parent has its turn', unit: 'pages', default: 64 },
  ],
  size: (parameters) => ({ addressSpacePages: checked(parameters).pages, processes: 2 }),
  *run(simulation, parameters, seed) {
    const { pages, stores, skew, batch } = checked(parameters);
    const operations = 3 * pages + stores + 3; // map, fork and exit
    let done = 0;
    simulation.map(parent, 0, pages, { backing: 'anon', shared: false, prot: 'rw' });
    for (const end of strides(pages)) {
      for (; done < end; done++) simulation.store(parent, done);
      yield done / operations;
    }
    const child = simulation.fork(parent);
    const settings = { pages, stores, skew, batch };
    for (const made of serve(simulation, child, settings, seed)) yield (pages + made) / operations;
    simulation.exit(child);
    let page = 0;
    for (const end of strides(pages)) {
      for (; page < end; page++) simulation.store(parent, page);
      yield (2 * pages + stores + end) / operations;
    }
    return { operations } satisfies WorkloadNotes;
  },
};

interface Settings {
  readonly pages: number;
  readonly stores: number;
  readonly skew: number;
  readonly batch: number;
}

/**
 * The child's reads and the parent's stores, in turns of one batch, the stores spread evenly. Yields the operations
 * made.
 */
function* serve(simulation: Simulation, child: number, settings: Settings, seed: number): Generator<number> {
  const { pages, stores, skew, batch } = settings;
  const random = new Random(seed);
  const zipf = new Zipf(pages, skew);
  const pageOf = scatter(pages);
  let stored = 0;
  let reported = 0;
  for (let first = 0; first < pages; first += batch) {
    const end = Math.min(first + batch, pages);
    for (let page = first; page < end; page++) simulation.load(child, page);
    const due = Math.floor((stores * end) / pages);
    for (; stored < due; stored++) simulation.store(parent, pageOf(zipf.draw(random) - 1));
    if (end + stored - reported < stride) continue;
    reported = end + stored;
    yield reported;
  }
}

function* strides(pages: number): Generator<number> {
  for (let end = stride; end < pages; end += stride) yield end;
  yield pages;
}

function checked(parameters: Parameters): Settings {
  return {
    pages: whole(parameters, 'pages', 1, mostPages),
    stores: whole(parameters, 'stores', 0, Number.MAX_SAFE_INTEGER / 2 ** 26),
    skew: within(parameters, 'skew', 0, 10),
    batch: whole(parameters, 'batch', 1, mostPages),
  };
}

function whole(parameters: Parameters, name: string, least: number, most: number): number {
  const value = within(parameters, name, least, most);
  if (!Number.isInteger(value)) throw badOption(`the parameter ${name} of snapshot is ${value}`, 'a whole number');
  return value;
}

/** The value given, or the default. */
function within(parameters: Parameters, name: string, least: number, most: number): number {
  const value = parameters[name] ?? snapshot.parameters.find((p) => p.name === name)?.default ?? least;
  if (value >= least && value <= most) return value;
  throw badOption(`the parameter ${name} of snapshot is ${value}`, `a number from ${least} to ${Math.floor(most)}`);
}
