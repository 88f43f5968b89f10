import { anonymous, code, sharedAnonymous } from './areas.js';
import type { Counted } from './counted.js';
import { generator } from './generator.js';
import type { Random } from '../../core/program/random.js';
import { scatter } from './scatter.js';
import { Zipf } from './zipf.js';

const parent = 0;

/** Pages of a worker's own memory for the request at hand (an APR pool), used again for the next: an assumption. */
const poolPages = 32;

/** Pages of its own memory the parent stores to around a fork, to keep its books: as the recorded bash does. */
const bookkeeping = 30;

interface Settings {
  readonly workers: number;
  readonly heap: number;
  readonly code: number;
  readonly requests: number;
  readonly requestsPerWorker: number;
  readonly loads: number;
  readonly stores: number;
}

/** Where things lie: heap, code, scoreboard (one page per worker), pool. */
function layoutOf({ heap, code, workers }: Settings) {
  return { code: heap, scoreboard: heap + code, pool: heap + code + workers, end: heap + code + workers + poolPages };
}

/**
 * A prefork web server: workers inherit the configuration and the caches the parent built, mostly read them, and are
 * replaced after a number of requests. Each worker copies the inherited pages it stores to once; the parent meets its
 * own pages write-protected after every fork.
 */
export const prefork = generator({
  id: 'prefork',
  title: 'Prefork web server whose workers are replaced',
  about:
    'Workers forked from one parent answer requests: they load from the inherited heap and code, store to a few ' +
    'inherited pages, to a pool of their own and to a shared scoreboard; a worker that has had its share of requests ' +
    'exits and the parent forks another.',
  sources: [
    'Apache HTTP Server 2.4, MPM prefork (one parent forks the workers; MaxConnectionsPerChild replaces them): ' +
      'https://httpd.apache.org/docs/2.4/mod/prefork.html',
    'four thousand requests per worker: MaxRequestsPerChild as Red Hat Enterprise Linux 5 shipped it; scaled down to ' +
      'the number of requests here',
    'sizes of heap and code, and pages per request: assumptions',
  ],
  parameters: {
    workers: { about: 'workers at once', unit: 'processes', default: 8, least: 1, most: 1000 },
    heap: { about: 'memory the parent has filled before it forks', unit: 'pages', default: 4096, least: 1, most: 2 ** 24 },
    code: { about: 'code of the server and its modules', unit: 'pages', default: 1024, least: 1, most: 2 ** 24 },
    requests: {
      about: 'requests answered by all workers',
      unit: 'requests',
      default: 6000,
      scales: true,
      least: 0,
      most: 2 ** 31,
    },
    requestsPerWorker: {
      about: 'requests after which a worker is replaced',
      unit: 'requests',
      default: 200,
      least: 1,
      most: 2 ** 31,
    },
    loads: {
      about: 'inherited pages a request reads: half heap, half code, the popular ones more often',
      unit: 'pages',
      default: 40,
      least: 0,
      most: 2 ** 20,
    },
    stores: { about: 'inherited heap pages a request stores to', unit: 'stores', default: 8, least: 0, most: 2 ** 20 },
  },
  size: (values) => ({ addressSpacePages: layoutOf(values).end, processes: values.workers + 1 }),
  *run(machine, values, random) {
    const { workers, requests, requestsPerWorker } = values;
    const at = layoutOf(values);
    machine.map(parent, 0, values.heap, anonymous);
    machine.map(parent, at.code, values.code, code(0));
    machine.map(parent, at.scoreboard, workers, sharedAnonymous);
    machine.storeAll(parent, 0, values.heap);
    const worker = Array.from({ length: workers }, () => startWorker(machine, values));
    const answered = worker.map(() => 0);
    const answer = requestOf(machine, values, random);
    for (let request = 0; request < requests; request++) {
      const slot = random.below(workers);
      answer(worker[slot], slot);
      if (++answered[slot] === requestsPerWorker) {
        machine.exit(worker[slot]);
        worker[slot] = startWorker(machine, values);
        answered[slot] = 0;
      }
      if (machine.isDue()) yield request / requests;
    }
    for (const process of worker) machine.exit(process);
  },
});

/** A worker maps the memory of its request pool itself, so that it is nobody else's. */
function startWorker(machine: Counted, settings: Settings): number {
  machine.storeAll(parent, 0, Math.min(bookkeeping, settings.heap));
  const worker = machine.fork(parent);
  machine.storeAll(parent, 0, Math.min(bookkeeping, settings.heap));
  machine.map(worker, layoutOf(settings).pool, poolPages, anonymous);
  return worker;
}

function requestOf(machine: Counted, settings: Settings, random: Random): (worker: number, slot: number) => void {
  const { heap, loads, stores } = settings;
  const at = layoutOf(settings);
  const heapRank = new Zipf(heap, 0.99);
  const codeRank = new Zipf(settings.code, 0.99);
  const heapPage = scatter(heap);
  const codePage = scatter(settings.code);
  return (worker, slot) => {
    machine.store(worker, at.scoreboard + slot); // busy
    for (let i = 0; i < loads; i += 2) {
      machine.load(worker, at.code + codePage(codeRank.draw(random) - 1));
      machine.load(worker, heapPage(heapRank.draw(random) - 1));
    }
    for (let i = 0; i < stores; i++) machine.store(worker, heapPage(heapRank.draw(random) - 1));
    machine.storeAll(worker, at.pool, poolPages);
    machine.store(worker, at.scoreboard + slot); // ready again
  };
}
