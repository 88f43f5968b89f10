import { describe, expect, test } from 'vitest';

import { CowlabError } from '../../core/errors/errors.js';
import type { WorkloadNotes } from '../../core/program/workload.js';
import { ReferenceSimulation } from '../testing/reference-simulation.js';
import { replayCounts } from '../testing/replay.js';
import { runWorkload } from '../testing/run-workload.js';
import { temporaryFile, TraceText } from '../testing/trace-file.js';
import { recordedWorkload } from './recording.js';

const heap = 0x7f0000000000;
const page = 0x1000;

interface Replayed {
  readonly notes: WorkloadNotes;
  /** Operations after the preparation. */
  readonly log: readonly string[];
  readonly events: Readonly<Record<string, number>>;
}

async function replay(text: TraceText, maps?: string): Promise<Replayed> {
  const simulation = new ReferenceSimulation({}, true);
  const workload = recordedWorkload({
    id: 'test',
    title: '',
    about: '',
    sources: [],
    trace: text.file(),
    ...(maps === undefined ? {} : { maps: temporaryFile('a.maps', maps) }),
  });
  const { notes } = await runWorkload(workload, simulation);
  const log = simulation.log ?? [];
  const performed = notes.operations + replayCounts(notes.recording).inferredStores;
  return { notes, log: log.slice(-performed), events: simulation.events() };
}

test('a store the recording found write-protected is preceded by the touch that must have come before it', async () => {
  const { notes, log, events } = await replay(new TraceText().fork(1, 2).fault(2, heap, 7).fault(1, heap, 7).exit(2));
  expect(log).toEqual(['fork 0', 'store 1 0', 'store 0 0', 'exit 1']);
  expect(notes.setup).toMatchObject({ faults: 1, 'zero-fills': 1 });
  expect(events).toMatchObject({ copies: 1, reuses: 1 });
  expect(replayCounts(notes.recording)).toMatchObject({
    replayed: 2,
    faultedInModel: 2,
    faultsRecorded: 2,
    writesToPresentRecorded: 2,
    writesToPresentInModel: 2,
    agreeByConstruction: 1,
    agreeForetold: 1,
    inferredStores: 0,
    differences: [],
  });
  expect(replayCounts(notes.recording).notContained.join()).toContain('inferred for 1 page ');
});

test('threads act on the address space of their process, and are not forked', async () => {
  const text = new TraceText()
    .fault(1, heap, 6)
    .fork(1, 5)
    .fault(1, heap + page, 6, 5)
    .exit(1, 5, false)
    .fault(1, heap + 2 * page, 4);
  expect((await replay(text)).log).toEqual(['store 0 0', 'store 0 1', 'load 0 2']);
});

test('a child that never faults is a thread: a process cannot go without', async () => {
  const text = new TraceText()
    .fault(1, heap, 6)
    .fork(1, 5)
    .fault(1, heap + page, 6);
  expect((await replay(text)).log).toEqual(['store 0 0', 'store 0 1']);
});

test('a pid may be used again after its exit', async () => {
  const text = new TraceText().fork(1, 2).fault(2, heap, 6).exit(2).fork(1, 2).fault(2, heap, 6).exit(2);
  expect((await replay(text)).log).toEqual(['fork 0', 'store 1 0', 'exit 1', 'fork 0', 'store 1 0', 'exit 1']);
});

test('an instruction fetch is a load', async () => {
  expect((await replay(new TraceText().fault(1, heap, 0x14))).log).toEqual(['load 0 0']);
});

test('mappings, protections and advice follow the recording, at the places of the layout', async () => {
  const text = new TraceText()
    .mmap(1, heap, 4 * page, 3, 0x22)
    .fault(1, heap, 6)
    .fault(1, heap + page, 6)
    .enter(1, 'madvise', `start: 0x7f0000000000, len_in: 0x1000, behavior: 0x4`)
    .fault(1, heap, 6)
    .enter(1, 'madvise', `start: 0x7f0000000000, len_in: 0x1000, behavior: 0xe`)
    .enter(1, 'mprotect', `start: 0x7f0000001000, len: 0x1000, prot: 0x1`)
    .enter(1, 'munmap', `addr: 0x7f0000000000, len: 0x2000`);
  const { log, notes } = await replay(text);
  expect(log.slice(1)).toEqual([
    'store 0 0',
    'store 0 1',
    'madvise 0 0 1 dontneed',
    'store 0 0',
    'mprotect 0 1 1 r',
    'munmap 0 0 1',
    'munmap 0 1 1',
  ]);
  expect(log[0]).toBe('map 0 0 4 {"backing":"anon","shared":false,"prot":"rw"}');
  expect(replayCounts(notes.recording).differences).toEqual([]);
});

test('the heap grows and shrinks with brk', async () => {
  const text = new TraceText()
    .enter(1, 'brk', 'brk: 0x0')
    .leave(1, 'brk', heap)
    .enter(1, 'brk', 'brk: 0x7f0000002000')
    .leave(1, 'brk', heap + 2 * page)
    .fault(1, heap + page, 6)
    .enter(1, 'brk', 'brk: 0x7f0000001000')
    .leave(1, 'brk', heap + page);
  expect((await replay(text)).log).toEqual([
    'map 0 0 2 {"backing":"anon","shared":false,"prot":"rw"}',
    'store 0 1',
    'munmap 0 1 1',
  ]);
});

test('exec drops everything and brings the pages used after it', async () => {
  const { log } = await replay(
    new TraceText()
      .fault(1, heap, 6)
      .exec(1)
      .fault(1, heap, 6)
      .fault(1, heap + page, 4),
  );
  expect(log).toEqual([
    'store 0 0',
    'exec 0',
    'map 0 0 2 {"backing":"file","shared":false,"prot":"rw","file":1,"fileOffset":0}',
    'store 0 0',
    'load 0 1',
  ]);
});

test('what exec maps at the top of the address space is the stack, and anonymous', async () => {
  const { log } = await replay(new TraceText().exec(1).fault(1, 0x7ffc_0000_0000, 6));
  expect(log).toEqual(['exec 0', 'map 0 0 1 {"backing":"anon","shared":false,"prot":"rw"}', 'store 0 0']);
});

describe('a store of the kernel that a later fault tells of', () => {
  const start = () => new TraceText().mmap(1, heap, 4 * page, 3, 0x22);
  const map = 'map 0 0 4 {"backing":"anon","shared":false,"prot":"rw"}';

  test('is made before the fork that write-protected it, once, for parent and children', async () => {
    const text = start().fork(1, 2).fault(2, heap, 7).fault(1, heap, 7).fork(1, 3).fault(3, heap, 7).exit(2).exit(3);
    const { log, notes } = await replay(text);
    expect(log).toEqual([map, 'store 0 0', 'fork 0', 'store 1 0', 'store 0 0', 'fork 0', 'store 2 0', 'exit 1', 'exit 2']);
    expect(replayCounts(notes.recording)).toMatchObject({
      writesToPresentInModel: 3,
      inferredStores: 1,
      agreeByConstruction: 1,
      agreeForetold: 2,
      differences: [],
    });
    expect(replayCounts(notes.recording).notContained.join()).toContain('inferred for 1 anonymous page ');
  });

  test('is made before the earliest fork whose child had it, though a later one is met first', async () => {
    const text = start().fork(1, 2).fork(1, 3).fault(3, heap, 7).fault(2, heap, 7);
    expect((await replay(text)).log).toEqual([map, 'store 0 0', 'fork 0', 'fork 0', 'store 2 0', 'store 1 0']);
  });

  test('is no operation of the recording, and its events are not among the measured ones', async () => {
    const { notes, events } = await replay(start().fork(1, 2).fault(2, heap, 7));
    expect(notes.operations).toBe(3);
    expect(notes.setup).toEqual({ faults: 1, 'zero-fills': 1 });
    expect(events).toMatchObject({ faults: 2, 'zero-fills': 1, copies: 1 });
  });

  test('is not inferred for a file, where a neighbour maps a page unasked', async () => {
    const text = new TraceText()
      .mmap(1, heap, 4 * page, 3, 0x2)
      .fork(1, 2)
      .fault(2, heap, 7);
    const { log, notes } = await replay(text);
    expect(log.slice(1)).toEqual(['fork 0', 'store 1 0']);
    expect(replayCounts(notes.recording).differences).toHaveLength(1);
  });

  test('is not inferred without a fork: nothing would have write-protected it', async () => {
    const { log } = await replay(start().fault(1, heap, 7));
    expect(log).toEqual([map, 'store 0 0']);
  });
});

test('several processes that were there before the recording share nothing', async () => {
  const { log, events } = await replay(new TraceText().fault(1, heap, 6).fault(2, heap, 6));
  expect(log).toEqual(['store 0 0', 'store 1 0']);
  expect(events).toMatchObject({ 'zero-fills': 2 });
});

test('the maps file gives backing and protection; what the program maps later is not there at the start', async () => {
  const maps = '7f0000000000-7f0000002000 r--p [file]\n7f0000002000-7f0000006000 rw-p [anon]\n';
  const simulation = new ReferenceSimulation({}, true);
  const text = new TraceText()
    .fault(1, heap, 4)
    .mmap(1, heap + 2 * page, 2 * page, 3, 0x22)
    .fault(1, heap + 2 * page, 6);
  await runWorkload(
    recordedWorkload({ id: 'test', title: '', about: '', sources: [], trace: text.file(), maps: temporaryFile('a.maps', maps) }),
    simulation,
  );
  expect(simulation.log).toEqual([
    'map 0 0 2 {"backing":"file","shared":false,"prot":"r","file":0,"fileOffset":0}',
    'map 0 4 2 {"backing":"anon","shared":false,"prot":"rw"}',
    'lru-drain',
    'load 0 0',
    'map 0 2 2 {"backing":"anon","shared":false,"prot":"rw"}',
    'store 0 2',
  ]);
});

test('an access on which model and recording differ is counted under its reason', async () => {
  const text = new TraceText()
    .mmap(1, heap, 4 * page, 3, 0x22)
    .fault(1, heap, 7)
    .fault(1, heap + page, 6)
    .every(3)
    .fault(1, heap + page, 6, 9);
  const { notes } = await replay(text);
  expect(replayCounts(notes.recording)).toMatchObject({
    replayed: 3,
    faultedInModel: 2,
    writesToPresentRecorded: 1,
    writesToPresentInModel: 0,
  });
  expect(replayCounts(notes.recording).differences.map(({ reason, count }) => [reason.split(':')[0], count])).toEqual([
    ['present without a recorded fault', 1],
    ['two threads faulted on one miss', 1],
  ]);
});

describe('refuses', () => {
  test.each<[string, TraceText, RegExp, string]>([
    [
      'a process that goes on after its exit',
      new TraceText().fault(1, heap, 6).exit(1).fault(1, heap, 6),
      /:3$/u,
      'after its exit',
    ],
    ['a child that runs before its fork', new TraceText().fault(2, heap, 6).fork(1, 2), /:2$/u, 'has run before'],
  ])('%s', async (_, text, where, message) => {
    const run = replay(text);
    await expect(run).rejects.toBeInstanceOf(CowlabError);
    await expect(run).rejects.toMatchObject({
      code: message === 'after its exit' ? 'COW142' : 'COW143',
      exitCode: 2,
      where: expect.stringMatching(where) as string,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('a maps file', () => {
  const mine = `${heap.toString(16)}-${(heap + 16 * page).toString(16)} rw-p [anon]\n`;
  const another = '55d000000000-55d000100000 rw-p [anon]\n';
  const faults = (): TraceText => new TraceText().fault(1, heap, 6).fault(1, heap + page, 6);

  test('of the recorded process is taken, also where few faults are beside it', async () => {
    const { notes } = await replay(faults().fault(1, heap + 100 * page, 6), mine);
    expect(replayCounts(notes.recording)).toMatchObject({ replayed: 3 });
  });

  test('of another process is refused', async () => {
    const run = replay(faults(), another);
    await expect(run).rejects.toBeInstanceOf(CowlabError);
    await expect(run).rejects.toMatchObject({
      code: 'COW048',
      exitCode: 2,
      where: expect.stringMatching(/a\.maps$/u) as string,
      message: expect.stringContaining('2 of 2 faults of the first process are at addresses it does not have') as string,
    });
  });

  test('says nothing about what was mapped while the recording ran, or by a program executed later', async () => {
    const text = faults().mmap(1, heap + 64 * page, 8 * page, 3, 0x22);
    for (let n = 64; n < 70; n++) text.fault(1, heap + n * page, 6);
    text.exec(1);
    for (let n = 0; n < 6; n++) text.fault(1, 0x55d000000000 + n * page, 6);
    const { notes } = await replay(text, mine);
    expect(replayCounts(notes.recording)).toMatchObject({ replayed: 14 });
  });
});
