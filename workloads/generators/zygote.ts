import { anonymous, code, privateFile } from './areas.js';
import type { Counted } from './counted.js';
import { generator } from './generator.js';
import type { Random } from '../../core/program/random.js';
import { scatter } from './scatter.js';
import { Zipf } from './zipf.js';

const zygote = 0;
const files = { image: 0, app: 1 };

interface Settings {
  readonly heap: number;
  readonly image: number;
  readonly own: number;
  readonly appCode: number;
  readonly launches: number;
  readonly alive: number;
  readonly loads: number;
  readonly stores: number;
}

/** Where things lie: preloaded heap, boot image, then what an app maps itself. */
function layoutOf({ heap, image, own, appCode }: Settings) {
  const app = heap + image;
  return { image: heap, own: app, appCode: app + own, end: app + own + appCode };
}

/**
 * Launches of apps from a zygote that has preloaded classes and resources. An app reads a good part of them, stores
 * to some (locks, class initialisation, garbage-collection marks) and copies those; the zygote itself stores little,
 * so most of its memory stays shared with every app that is alive.
 */
export const appLaunch = generator({
  id: 'zygote',
  title: 'App launches from a zygote',
  about:
    'A zygote preloads classes and resources and forks an app per launch; the app reads much of what it ' +
    'inherited, stores to a part, maps its own code and fills a heap of its own; the app alive for longest is ended ' +
    'when there are too many.',
  sources: [
    'Android, Overview of memory management, Share memory (apps are forked from the Zygote, which preloads framework ' +
      'code and resources): https://developer.android.com/topic/performance/memory-overview',
    'sizes, and how much of it an app reads and stores to: assumptions',
  ],
  parameters: {
    heap: { about: 'preloaded classes and objects', unit: 'pages', default: 6144, least: 1, most: 2 ** 24 },
    image: {
      about: 'boot image: a file mapped privately, of which the zygote has changed an eighth',
      unit: 'pages',
      default: 4096,
      least: 1,
      most: 2 ** 24,
    },
    own: { about: 'memory an app fills itself', unit: 'pages', default: 4096, least: 0, most: 2 ** 24 },
    appCode: { about: 'code of an app', unit: 'pages', default: 1024, least: 0, most: 2 ** 24 },
    launches: { about: 'apps launched', unit: 'processes', default: 12, scales: true, least: 0, most: 2 ** 20 },
    alive: { about: 'apps alive at once', unit: 'processes', default: 8, least: 1, most: 1000 },
    loads: {
      about: 'loads from inherited memory in a launch, popular pages more often',
      unit: 'loads',
      default: 12_000,
      least: 0,
      most: 2 ** 31,
    },
    stores: {
      about: 'stores to inherited memory in a launch, popular pages more often',
      unit: 'stores',
      default: 4000,
      least: 0,
      most: 2 ** 31,
    },
  },
  size: (values) => ({ addressSpacePages: layoutOf(values).end, processes: values.alive + 1 }),
  *run(machine, values, random) {
    const { heap, image, launches, alive } = values;
    const changed = image >> 3;
    machine.map(zygote, 0, heap, anonymous);
    machine.map(zygote, heap, image, privateFile(files.image));
    machine.storeAll(zygote, 0, heap + changed);
    machine.loadAll(zygote, heap + changed, image - changed);
    const launch = launchOf(machine, values, random);
    const apps: number[] = [];
    for (let i = 0; i < launches; i++) {
      const oldest = apps.length === alive ? apps.shift() : undefined;
      if (oldest !== undefined) machine.exit(oldest);
      machine.storeAll(zygote, 0, Math.min(heap, 64)); // the request on its socket, and its books: an assumption
      const app = machine.fork(zygote);
      apps.push(app);
      for (const part of launch(app)) if (machine.isDue()) yield (i + part) / launches;
    }
    for (const app of apps) machine.exit(app);
  },
});

/** One launch. Yields the fraction done after each of its parts. */
function launchOf(machine: Counted, settings: Settings, random: Random): (app: number) => Generator<number> {
  const { heap, image, own, appCode, loads, stores } = settings;
  const at = layoutOf(settings);
  const inherited = heap + image;
  const rank = new Zipf(inherited, 0.6); // flat: a launch runs through much of the framework once
  const page = scatter(inherited);
  const parts = 16;
  return function* (app) {
    if (own > 0) machine.map(app, at.own, own, anonymous);
    if (appCode > 0) machine.map(app, at.appCode, appCode, code(files.app));
    for (let part = 0; part < parts; part++) {
      const share = (total: number) => Math.floor((total * (part + 1)) / parts) - Math.floor((total * part) / parts);
      const from = (total: number) => Math.floor((total * part) / parts);
      for (let i = share(loads); i > 0; i--) machine.load(app, page(rank.draw(random) - 1));
      for (let i = share(stores); i > 0; i--) machine.store(app, page(rank.draw(random) - 1));
      machine.loadAll(app, at.appCode + from(appCode), share(appCode));
      machine.storeAll(app, at.own + from(own), share(own));
      yield (part + 1) / parts;
    }
  };
}
