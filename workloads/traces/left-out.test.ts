/** What a real recording may have and the machine has not: it is left out, counted and named, never refused. */

import { describe, expect, test } from 'vitest';

import { ReferenceSimulation } from '../testing/reference-simulation.js';
import { replayCounts, type ReplayCounts } from '../testing/replay.js';
import { runWorkload } from '../testing/run-workload.js';
import { policyIds, simulate } from '../testing/simulate.js';
import { TraceText } from '../testing/trace-file.js';
import { adviceOf } from './advice.js';
import { recordingFile } from './recording-file.js';

const heap = 0x7f0000000000;
const page = 0x1000;

function advise(text: TraceText, behaviour: number, pages = 4): TraceText {
  const behavior = `0x${behaviour.toString(16)}`;
  return text.enter(1, 'madvise', `start: 0x7f0000000000, len_in: 0x${pages}000, behavior: ${behavior}`);
}

async function notesOf(text: TraceText): Promise<ReplayCounts> {
  const { notes } = await runWorkload(recordingFile(text.file()), new ReferenceSimulation());
  return replayCounts(notes.recording);
}

const start = (): TraceText => new TraceText().mmap(1, heap, 4 * page, 3, 0x22).fault(1, heap, 6);

describe('advice', () => {
  test('without an effect in the model is passed over in silence', async () => {
    for (const value of [0, 1, 2, 3, 8, 13, 15, 16, 17, 20, 103]) {
      expect(adviceOf(value)).toEqual({ kind: 'no-op' });
      expect(await notesOf(advise(start(), value))).toMatchObject({ replayed: 1, notReplayed: [] });
    }
  });

  test.each([
    [9, 'MADV_REMOVE'],
    [12, 'MADV_MERGEABLE'],
    [14, 'MADV_HUGEPAGE'],
    [21, 'MADV_PAGEOUT'],
    [22, 'MADV_POPULATE_READ'],
    [23, 'MADV_POPULATE_WRITE'],
    [25, 'MADV_COLLAPSE'],
    [100, 'MADV_HWPOISON'],
    [101, 'MADV_SOFT_OFFLINE'],
    [77, '77'],
  ])('%i, which the machine does not have, is counted by name and does not end the replay', async (value, name) => {
    const text = advise(advise(start(), value), value).fault(1, heap + page, 6);
    const what = expect.stringMatching(new RegExp(`^madvise ${name}: `, 'u')) as string;
    expect(await notesOf(text)).toMatchObject({ replayed: 2, notReplayed: [{ what, count: 2 }] });
  });

  test.each([4, 24, 102])('%i drops the pages', async (value) => {
    const notes = await notesOf(advise(start(), value).fault(1, heap, 6));
    expect(notes).toMatchObject({ replayed: 2, agreeForetold: 2, notReplayed: [] });
  });

  test.each(policyIds)('KEEPONFORK undoes WIPEONFORK under %s', async (policy) => {
    const child = (text: TraceText, code: number): TraceText => text.fork(1, 2).fault(2, heap, code);
    for (const [text, code] of [
      [advise(start(), 18), 6],
      [advise(advise(start(), 18), 19), 7],
    ] as const) {
      const { notes } = await simulate(recordingFile(child(text, code).file()), policy);
      expect(replayCounts(notes.recording)).toMatchObject({ agreeForetold: 2, agreeByConstruction: 0, differences: [] });
    }
  });
});

describe('stores to a shared file', () => {
  const mapped = (): TraceText => new TraceText().mmap(1, heap, 4 * page, 3, 0x1).fault(1, heap, 6);

  test('are replayed as shared memory, and a fault behind writeback is named', async () => {
    const text = mapped().fork(1, 2).fault(2, heap, 6).fault(1, heap, 7);
    const { notes } = await simulate(recordingFile(text.file()), 'mapcount');
    expect(replayCounts(notes.recording)).toMatchObject({
      agreeForetold: 2,
      differences: [{ reason: expect.stringContaining('page_mkclean') as string, count: 1 }],
      notReplayed: [{ what: expect.stringContaining('shared writable mappings of files') as string, count: 1 }],
    });
  });

  test('are counted also where mprotect allows them later', async () => {
    const text = new TraceText()
      .mmap(1, heap, 4 * page, 1, 0x1)
      .fault(1, heap, 4)
      .enter(1, 'mprotect', 'start: 0x7f0000000000, len: 0x4000, prot: 0x3')
      .enter(1, 'mprotect', 'start: 0x7f0000000000, len: 0x4000, prot: 0x3')
      .fault(1, heap, 7);
    expect((await notesOf(text)).notReplayed).toEqual([expect.objectContaining({ count: 1 })]);
  });
});

describe('a process whose fork the recording does not have', () => {
  test('is replayed as one that shares nothing, which is said with its first line', async () => {
    const notes = await notesOf(
      start()
        .fork(1, 2)
        .fault(2, heap, 7)
        .fault(9, heap, 6)
        .fault(9, heap + page, 7),
    );
    expect(notes).toMatchObject({
      replayed: 4,
      notReplayed: [{ what: expect.stringMatching(/no fork of: 9 \(line 6\); .*sharing no page/u) as string, count: 1 }],
    });
  });

  test('is named with up to three others, the rest is counted', async () => {
    const text = start();
    for (let pid = 11; pid <= 16; pid++) text.fault(pid, heap, 6);
    expect((await notesOf(text)).notReplayed).toEqual([
      { what: expect.stringContaining('11 (line 4), 12 (line 5), 13 (line 6), 14 (line 7), 2 more;') as string, count: 6 },
    ]);
  });

  test('is not the one that begins the recording, nor one that is forked', async () => {
    expect((await notesOf(start().fork(1, 2).fault(2, heap, 7))).notReplayed).toEqual([]);
  });
});

describe('on a kernel that does not record which exit ends a process', () => {
  const exited = (): TraceText => new TraceText().fault(1, heap, 6).exit(1, 1, 'unsaid');

  test('threads may exit behind the first one', async () => {
    const text = exited().exit(1, 5, 'unsaid').exit(1, 6, 'unsaid');
    expect(await notesOf(text)).toMatchObject({ replayed: 1, notReplayed: [] });
  });

  test('faults of threads behind it are recorded, not replayed, and counted', async () => {
    expect(await notesOf(exited().fault(1, heap + page, 6, 5))).toMatchObject({
      faultsRecorded: 2,
      replayed: 1,
      processes: [{ pid: 1, faultsRecorded: 1 }],
      notReplayed: [{ what: expect.stringContaining('threads') as string, count: 1 }],
    });
  });

  test('the first thread itself may not go on', async () => {
    await expect(notesOf(exited().fault(1, heap, 6))).rejects.toMatchObject({ code: 'COW142' });
  });
});
