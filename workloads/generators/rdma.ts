import type { HandleId } from '../../core/program/workload.js';
import { anonymous } from './areas.js';
import type { Counted } from './counted.js';
import { generator, mostPages } from './generator.js';
import type { Random } from '../../core/program/random.js';

const process = 0;

interface Settings {
  readonly pages: number;
  readonly registered: number;
  readonly messages: number;
  readonly children: number;
}

/**
 * Memory registered with an RDMA adapter for as long as the program runs, and forks all the same. What fork does with
 * the registered pages is the whole difference: shared, the next store parts the program from its adapter; copied
 * early, it costs a copy of every registered page at every fork.
 */
export const rdma = generator({
  id: 'rdma',
  title: 'RDMA registration and forks',
  about:
    'A program fills its memory, registers a part of it for long-term device writes, and forks children that ' +
    'store to a few pages and exit; while a child lives and after it is gone, the device stores to registered ' +
    'pages, and the program stores to registered and other pages.',
  sources: [
    'ibv_fork_init(3): forking with registered memory corrupts data unless it is kept from the child (MADV_DONTFORK)',
    'ib_umem_get takes long-term pins: drivers/infiniband/core/umem.c (pin_user_pages since Linux 5.6)',
    'share of registered memory, messages per child: assumptions',
  ],
  parameters: {
    pages: { about: 'memory of the program', unit: 'pages', default: 16_384, scales: true, least: 1, most: mostPages },
    registered: {
      about: 'of these, registered for device writes',
      unit: 'pages',
      default: 4096,
      scales: true,
      least: 0,
      most: mostPages,
    },
    forks: { about: 'children, one after the other', unit: 'processes', default: 4, least: 0, most: 2 ** 20 },
    messages: {
      about: 'messages while a child lives, and again when it is gone',
      unit: 'messages',
      default: 6000,
      scales: true,
      least: 0,
      most: 2 ** 31,
    },
    children: { about: 'pages a child stores to before it exits', unit: 'pages', default: 30, least: 0, most: mostPages },
    dontfork: {
      about: '1 keeps the registered pages from children by MADV_DONTFORK, as ibv_fork_init does',
      unit: '1',
      default: 0,
      least: 0,
      most: 1,
    },
  },
  scenarios: ({ registered, forks, dontfork }) => (registered > 0 && forks > 0 && dontfork === 0 ? ['rw-pin-fork'] : []),
  atMost: ({ pages, registered }) => ({ registered: pages, children: pages - registered }),
  size: ({ pages }) => ({ addressSpacePages: pages, processes: 2 }),
  *run(machine, values, random) {
    const { pages, registered, forks, dontfork } = values;
    machine.map(process, 0, pages, anonymous);
    machine.storeAll(process, 0, pages);
    const handles: HandleId[] = [];
    for (let page = 0; page < registered; page++) {
      handles.push(machine.pin(process, page, { write: true, longterm: true }));
    }
    if (dontfork === 1 && registered > 0) machine.madvise(process, 0, registered, 'dontfork');
    yield 0;
    for (let fork = 0; fork < forks; fork++) {
      const child = machine.fork(process);
      machine.storeAll(child, registered, values.children);
      for (const part of exchange(machine, values, handles, random)) yield (fork + part / 2) / forks;
      machine.exit(child);
      for (const part of exchange(machine, values, handles, random)) yield (fork + 0.5 + part / 2) / forks;
    }
    for (const handle of handles) machine.unpin(handle);
  },
});

/** The device stores to a registered page, the program reads it, reuses it, and stores to memory of its own. */
function* exchange(
  machine: Counted,
  { pages, registered, messages }: Settings,
  handles: readonly HandleId[],
  random: Random,
): Generator<number> {
  const others = pages - registered;
  for (let message = 0; message < messages; message++) {
    if (registered > 0) {
      const page = random.below(registered);
      machine.dmaWrite(handles[page]);
      machine.load(process, page);
      machine.store(process, page);
    }
    if (others > 0) machine.store(process, registered + random.below(others));
    if (machine.isDue()) yield message / messages;
  }
}
