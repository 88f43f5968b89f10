/**
 * What steps emit and reports count: the table of all events. Events are not state. The order of the table is fixed:
 * counters are indexed by position. What only reports know of an event, its price and its colour, is in their table.
 */

/** `answer`: work of its own that ends a fault; `work`: other work of its own; `part`: inside events that are counted, adding it would count twice. */
export type EventRole = 'answer' | 'work' | 'part';

/** What an event counts. */
type EventUnit =
  'faults' | 'pages' | 'PTEs' | 'calls' | 'flushes' | 'interrupts' | 'waits' | 'tries' | 'walks' | 'drains' | 'barriers';

/** What is known of an event. One without words, unit or role, or a part that is in nothing, does not compile. */
export interface EventFacts {
  /** As in `a copy costs less than 2.1 reuses`. */
  readonly one: string;
  readonly many: string;
  /** What happened, in one sentence. */
  readonly about: string;
  readonly unit: EventUnit;
  readonly role: EventRole;
  /** For a part, what it is in; for work, what it is more than the work it comes with. Empty where nothing has to be said. */
  readonly within: string;
  /** One of those that a comparison of COW policies is about: shown even where every policy has the same count. */
  readonly isCentral: boolean;
}

type Given = Pick<EventFacts, 'about' | 'unit'> &
  Partial<Pick<EventFacts, 'isCentral'>> &
  ({ readonly role: 'part'; readonly within: string } | { readonly role: 'answer' | 'work'; readonly within?: string });

function event(one: string, facts: Given, many = `${one}s`): EventFacts {
  return { one, many, within: '', isCentral: false, ...facts };
}

const table = {
  faults: event('fault', {
    about: 'a page fault taken by an access, of any kind',
    unit: 'faults',
    isCentral: true,
    role: 'part',
    within: 'its outcome, which is counted; without one it is among other faults',
  }),
  'write-faults': event('write fault', {
    about: 'of the faults, a write to a present, write-protected PTE',
    unit: 'faults',
    role: 'part',
    within: 'a fault',
  }),
  reuses: event('reuse', {
    about: 'the write fault was answered by making the same page writable',
    unit: 'pages',
    role: 'answer',
    isCentral: true,
  }),
  copies: event(
    'copy',
    { about: 'the write fault or unshare replaced the page by a copy of it', unit: 'pages', role: 'answer', isCentral: true },
    'copies',
  ),
  'zero-fills': event('zero fill', {
    about: 'a fresh zeroed page was mapped, also over the zero page',
    unit: 'pages',
    role: 'answer',
  }),
  'zero-maps': event('zero-page fault', { about: 'the zero page was mapped', unit: 'pages', role: 'answer' }),
  'file-maps': event('file map', { about: 'the page-cache page that was faulted on was mapped', unit: 'pages', role: 'answer' }),
  'fault-around-maps': event('page mapped around', {
    about: 'a page of the page cache was mapped with the one that was faulted on (do_fault_around)',
    unit: 'pages',
    role: 'work',
  }),
  'file-copies': event(
    'file copy',
    { about: 'a private copy of a page-cache page was mapped by a write or unshare', unit: 'pages', role: 'answer' },
    'file copies',
  ),
  'pages-allocated': event('page allocation', {
    about: 'a page was allocated',
    unit: 'pages',
    isCentral: true,
    role: 'part',
    within: 'a copy, a fill or an early copy',
  }),
  'pages-freed': event('freed page', { about: 'a page was freed', unit: 'pages', role: 'work' }),
  forks: event('fork', { about: 'fork was called', unit: 'calls', role: 'work' }),
  'fork-ptes-shared': event(
    'PTE shared at fork',
    { about: 'fork shared a page with the child', unit: 'PTEs', role: 'work' },
    'PTEs shared at fork',
  ),
  'early-copies': event(
    'early copy',
    { about: 'fork copied the page for the child', unit: 'pages', role: 'work', isCentral: true },
    'early copies',
  ),
  'fork-retries': event(
    'fork retry',
    {
      about: 'fork dropped its locks to allocate a page and retried the same PTE',
      unit: 'PTEs',
      role: 'part',
      within: 'an early copy, measured with it',
    },
    'fork retries',
  ),
  'write-protects': event('write-protect', {
    about: 'a writable PTE was write-protected by fork',
    unit: 'PTEs',
    role: 'part',
    within: 'a PTE shared at fork',
  }),
  'tlb-flushes': event(
    'TLB flush',
    { about: 'translations were flushed', unit: 'flushes', role: 'part', within: 'copies and forks, if local' },
    'TLB flushes',
  ),
  ipis: event('IPI', { about: 'a flush had to interrupt another CPU', unit: 'interrupts', role: 'work' }),
  'page-lock-sleeps': event('page-lock sleep', { about: 'a write fault slept on the page lock', unit: 'waits', role: 'work' }),
  'page-trylock-failures': event('page-trylock failure', {
    about: 'a write fault found the page locked and did not wait',
    unit: 'tries',
    role: 'work',
  }),
  'lru-drains': event('LRU drain', { about: 'a fault drained the LRU batch of its CPU', unit: 'drains', role: 'work' }),
  'exclusive-reuses': event('exclusive reuse', {
    about: 'reuse at once because the page was known to be exclusive',
    unit: 'pages',
    role: 'part',
    within: 'a reuse',
  }),
  unshares: event('unshare', {
    about: 'an unshare fault replaced or claimed a page for a read-only pin; not one that finds it exclusive already',
    unit: 'pages',
    role: 'part',
    within: 'a copy, or other faults',
  }),
  'gup-fast-pages': event('GUP-fast page', {
    about: 'taken by the lockless walk',
    unit: 'pages',
    role: 'part',
    within: 'a page taken by GUP',
  }),
  'gup-fast-fallbacks': event('GUP-fast fallback', {
    about: 'given up by the lockless walk, left to the slow path',
    unit: 'walks',
    role: 'work',
  }),
  'gup-slow-pages': event('GUP-slow page', {
    about: 'taken by the slow path',
    unit: 'pages',
    role: 'work',
    within: 'what it takes more than a fast one',
  }),
  'gup-faults': event('GUP fault', {
    about: 'a fault taken on behalf of get_user_pages; getrusage counts it with the others',
    unit: 'faults',
    role: 'work',
    within: 'the way to its outcome, which is counted and is not a fault’s',
  }),
  'gup-write-faults': event('GUP write fault', {
    about: 'of the GUP faults, one on a present, write-protected PTE',
    unit: 'faults',
    role: 'part',
    within: 'a GUP fault',
  }),
  'mprotect-upgrades': event('mprotect upgrade', {
    about: 'mprotect made a PTE writable without a fault',
    unit: 'PTEs',
    role: 'work',
  }),
  'barriers-after-atomics': event(
    'barrier after an atomic',
    {
      about: 'smp_mb__after_atomic a rule asks for: no instruction on x86, one on arm64',
      unit: 'barriers',
      role: 'part',
      within: 'a GUP-fast page',
    },
    'barriers after atomics',
  ),
} satisfies Readonly<Record<string, EventFacts>>;

/** As counts, `expect-events` and cost profiles have it. */
export type EventName = keyof typeof table;

/** What is known of each event. */
export const eventFacts: Readonly<Record<EventName, EventFacts>> = table;

/** All names, in the order of counters. */
export const eventNames = Object.keys(table) as readonly EventName[];

/** How often events came; those that did not may be absent. */
export type EventCounts = Readonly<Partial<Record<EventName, number>>>;

/** Is it an event of the machine, not one that a plugin brought? */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(table, name);
}
