import type { HandleId } from '../../core/program/workload.js';
import { anonymous } from './areas.js';
import type { Counted } from './counted.js';
import { generator } from './generator.js';
import { Helper } from './helper.js';
import type { Random } from '../../core/program/random.js';
import { Zipf } from './zipf.js';

const sender = 0;

/** Pages of its own that a helper stores to before it does its work. */
const helperPages = 30;

interface Settings {
  readonly cached: number;
  readonly ring: number;
  readonly pipe: number;
  readonly fresh: number;
  readonly updated: number;
}

/**
 * A sender that hands its pages to a pipe instead of copying them: fresh messages from a ring of buffers twice as
 * large as the pipe, so that a buffer is out of the pipe before it is used again, and cached answers that are sent as
 * they are and updated in place now and then. vmsplice takes plain references (FOLL_GET) in every era.
 */
export const vmsplice = generator({
  id: 'vmsplice',
  title: 'Zero-copy sender with vmsplice',
  about:
    'A sender passes pages to a pipe by reference: fresh messages from a ring of buffers, and cached answers, ' +
    'which it updates in place now and then; it forks a helper from time to time.',
  sources: [
    'vmsplice(2); fs/splice.c takes references by iov_iter_get_pages2, not pins',
    'pipe(7): a pipe holds 16 pages (65,536 bytes) unless told otherwise',
    'a ring of twice the pipe: the rule given with vmsplice in 2006, and its limits: ' +
      'https://stackoverflow.com/questions/6421771',
    'share of cached answers, how often one is updated, helpers: assumptions',
  ],
  parameters: {
    cached: { about: 'cached answers of one page', unit: 'pages', default: 2048, least: helperPages, most: 2 ** 24 },
    ring: { about: 'buffers for fresh messages', unit: 'pages', default: 32, least: 1, most: 2 ** 24 },
    pipe: { about: 'pages the pipe holds', unit: 'pages', default: 16, least: 1, most: 2 ** 16 },
    messages: { about: 'pages sent', unit: 'pages', default: 20_000, scales: true, least: 0, most: 2 ** 31 },
    fresh: { about: 'fraction of the messages that are fresh', unit: '1', default: 0.3, least: 0, most: 1, whole: false },
    updated: {
      about: 'fraction of the messages after which a cached answer is updated',
      unit: '1',
      default: 0.1,
      least: 0,
      most: 1,
      whole: false,
    },
    forkEvery: { about: 'messages from one fork to the next', unit: 'messages', default: 1500, least: 1, most: 2 ** 31 },
    life: { about: 'messages a helper lives', unit: 'messages', default: 300, least: 0, most: 2 ** 31 },
  },
  size: ({ cached, ring }) => ({ addressSpacePages: cached + ring, processes: 2 }),
  *run(machine, values, random) {
    const { cached, ring, messages } = values;
    machine.map(sender, 0, cached + ring, anonymous);
    machine.storeAll(sender, 0, cached + ring);
    const times = { every: values.forkEvery, life: values.life };
    const helper = new Helper(machine, sender, times, { first: 0, pages: helperPages });
    const pipe: HandleId[] = [];
    const send = sendWith(machine, values, pipe, random);
    for (let message = 0; message < messages; message++) {
      send();
      helper.step();
      if (machine.isDue()) yield message / messages;
    }
    for (const handle of pipe) machine.put(handle);
    helper.end();
  },
});

/** Sends one page. A full pipe is read by a page first. */
function sendWith(machine: Counted, settings: Settings, pipe: HandleId[], random: Random): () => void {
  const { cached, ring, fresh, updated } = settings;
  const rank = new Zipf(cached, 0.99);
  let buffer = 0;
  const fill = () => {
    const page = cached + buffer;
    buffer = (buffer + 1) % ring;
    machine.store(sender, page);
    return page;
  };
  return () => {
    const oldest = pipe.length === settings.pipe ? pipe.shift() : undefined;
    if (oldest !== undefined) machine.put(oldest);
    const page = random.unit() < fresh ? fill() : rank.draw(random) - 1;
    pipe.push(machine.get(sender, page, { write: false }));
    if (random.unit() < updated) machine.store(sender, rank.draw(random) - 1);
  };
}
