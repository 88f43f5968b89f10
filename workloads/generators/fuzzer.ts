import { anonymous, code, sharedAnonymous } from './areas.js';
import { generator } from './generator.js';
import { scatter } from './scatter.js';
import { Zipf } from './zipf.js';

const server = 0;

/** Pages the fork server stores to between two runs (its stack, the status it reports): an assumption. */
const serverStores = 2;

/**
 * A fuzzer's fork server: the target is initialised once and forked for every input. The children are short, nearly
 * all of what fork shares is given back untouched, and the server's own few pages are copied or reused at every turn.
 */
export const fuzzer = generator({
  id: 'fuzzer',
  title: 'Fork server of a fuzzer',
  about:
    'A target that has initialised itself is forked once per input; the child reads code, stores to some ' +
    'inherited pages and marks what it ran in a shared coverage map, then exits; the server stores to its stack ' +
    'between two runs.',
  sources: [
    'Michał Zalewski, Fuzzing random programs without execve(), 2014: ' +
      'https://lcamtuf.blogspot.com/2014/10/fuzzing-binaries-without-execve.html',
    'coverage map of 64 KiB: MAP_SIZE in config.h of American Fuzzy Lop 2.52b',
    'sizes of the target and pages touched per run: assumptions',
  ],
  parameters: {
    executions: { about: 'inputs tried', unit: 'processes', default: 300, scales: true, least: 0, most: 2 ** 31 },
    heap: { about: 'memory of the initialised target', unit: 'pages', default: 600, least: 1, most: 2 ** 24 },
    code: { about: 'code of the target', unit: 'pages', default: 400, least: 1, most: 2 ** 24 },
    map: { about: 'coverage map, shared with the fuzzer', unit: 'pages', default: 16, least: 1, most: 2 ** 16 },
    loads: {
      about: 'code pages a run goes through, popular ones more often',
      unit: 'loads',
      default: 120,
      least: 0,
      most: 2 ** 20,
    },
    stores: {
      about: 'stores of a run to inherited memory, popular pages more often',
      unit: 'stores',
      default: 120,
      least: 0,
      most: 2 ** 20,
    },
  },
  size: ({ heap, code, map }) => ({ addressSpacePages: heap + code + map, processes: 2 }),
  *run(machine, values, random) {
    const { executions, heap, map, loads, stores } = values;
    const mapAt = heap + values.code;
    machine.map(server, 0, heap, anonymous);
    machine.map(server, heap, values.code, code(0));
    machine.map(server, mapAt, map, sharedAnonymous);
    machine.storeAll(server, 0, heap);
    const codeRank = new Zipf(values.code, 0.99);
    const heapRank = new Zipf(heap, 0.99);
    const heapPage = scatter(heap);
    for (let execution = 0; execution < executions; execution++) {
      const child = machine.fork(server);
      for (let i = 0; i < loads; i++) {
        const rank = codeRank.draw(random) - 1;
        machine.load(child, heap + rank);
        machine.store(child, mapAt + (rank % map));
      }
      for (let i = 0; i < stores; i++) machine.store(child, heapPage(heapRank.draw(random) - 1));
      machine.exit(child);
      machine.storeAll(server, 0, Math.min(serverStores, heap));
      if (machine.isDue()) yield execution / executions;
    }
  },
});
