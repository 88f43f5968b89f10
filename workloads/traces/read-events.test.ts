import { gunzipSync, gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { CowlabError } from '../../core/errors/errors.js';
import { packageRoot } from '../../core/run/package-root.js';
import { temporaryFile, TraceText } from '../testing/trace-file.js';
import type { SystemCall, TraceEvent } from './events.js';
import { ParsedLines } from './parsed-lines.js';
import { readEvents } from './read-events.js';

const shipped = readFileSync(join(packageRoot(), 'workloads', 'traces', 'redis-bgsave.perf-script.gz'));

async function events(path: string, returns: readonly SystemCall[] = []): Promise<TraceEvent[]> {
  const found: TraceEvent[] = [];
  for await (const some of readEvents(new ParsedLines(path), { returns: new Set(returns) })) found.push(...some);
  return found;
}

async function kinds(path: string, returns: readonly SystemCall[] = []): Promise<string[]> {
  return (await events(path, returns)).map((event) => event.content.kind);
}

async function refusal(path: string): Promise<CowlabError> {
  const error: unknown = await events(path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CowlabError);
  return error as CowlabError;
}

test('reads the shipped recording the same way plain and compressed', async () => {
  const fromGzip = await events(temporaryFile('a.gz', shipped));
  expect(await events(temporaryFile('a.txt', gunzipSync(shipped)))).toEqual(fromGzip);
  expect(fromGzip.filter((event) => event.content.kind === 'fault')).toHaveLength(14_297);
});

test('joins entry and return of a call per thread, and leaves out calls that failed', async () => {
  const text = new TraceText()
    .mmap(7, 0x7f0000000000, 0x2000, 3, 0x22)
    .enter(7, 'mmap', 'addr: 0x0, len: 0x1000, prot: 0x3, flags: 0x22, fd: 0x0, off: 0x0')
    .enter(8, 'brk', 'brk: 0x5000')
    .leave(7, 'mmap', '0xfffffffffffffff4')
    .leave(8, 'brk', 0x5000);
  const found = await events(text.file());
  expect(found.map((event) => event.content)).toEqual([
    { kind: 'mmap', range: { first: 0x7f0000000, end: 0x7f0000002 }, prot: 3, flags: 0x22 },
    { kind: 'brk', end: 5 },
  ]);
});

test('takes munmap, madvise and mprotect at their entry unless the recording has their returns', async () => {
  const entry = new TraceText().enter(7, 'munmap', 'addr: 0x1000, len: 0x1000');
  expect(await kinds(entry.file())).toEqual(['munmap']);
  const failed = new TraceText().enter(7, 'munmap', 'addr: 0x1000, len: 0x1000').leave(7, 'munmap', '0xffffffffffffffea').exec(7);
  expect(await kinds(failed.file(), ['munmap'])).toEqual(['exec']);
});

test('accepts the return of a call that was entered before the recording began', async () => {
  expect(await kinds(new TraceText().leave(7, 'mmap', 0x1000).fault(7, 0x1000, 6).file())).toEqual(['fault']);
});

describe('refuses', () => {
  test('a truncated gzip file, with the line it reached', async () => {
    const error = await refusal(temporaryFile('cut.gz', shipped.subarray(0, shipped.length >> 1)));
    expect(error).toMatchObject({ code: 'COW040', exitCode: 2 });
    const line = Number(/cut\.gz:(\d+)$/u.exec(error.where ?? '')?.[1]);
    expect(line).toBeGreaterThan(1000);
    expect(line).toBeLessThan(14_309);
    expect(error.message).toContain('unexpected end of file');
  });

  // Where other bytes begin to make no sense is up to the version of zlib: here each is damaged where any must see it.
  test.each([
    ['the kind of the first block', 10, 'invalid block type'],
    ['the checksum', -8, 'incorrect data check'],
    ['the length', -4, 'incorrect length check'],
  ])('a gzip file that is damaged in %s', async (_, at, said) => {
    const damaged = Buffer.from(gzipSync(gunzipSync(shipped)));
    damaged[at < 0 ? damaged.length + at : at] ^= at < 0 ? 0xff : 0x06 & ~damaged[at];
    const error = await refusal(temporaryFile('damaged.gz', damaged));
    expect(error).toMatchObject({ code: 'COW145', exitCode: 2, message: `The trace is damaged: gzip says: ${said}.` });
  });

  test('a file whose last line is cut, even where the rest of it would parse', async () => {
    const text = gunzipSync(shipped).toString('utf8').split('\n').slice(0, 9).join('\n');
    expect(await refusal(temporaryFile('cut.txt', text))).toMatchObject({ code: 'COW042', exitCode: 2 });
    expect((await refusal(temporaryFile('cut.txt', text))).where).toMatch(/cut\.txt:9$/u);
  });

  test('a garbled line in the middle', async () => {
    const lines = gunzipSync(shipped).toString('utf8').split('\n');
    lines[41] = lines[41].replace('error_code', 'err');
    const error = await refusal(temporaryFile('garbled.txt', lines.join('\n')));
    expect(error).toMatchObject({ code: 'COW044', exitCode: 2 });
    expect(error.where).toMatch(/garbled\.txt:42$/u);
  });

  test.each([
    ['text', Buffer.from('name: cowlab\nversion: 1\n')],
    ['a binary file without line ends', Buffer.alloc(200_000, 0x41)],
    ['perf.data inside gzip', gzipSync(Buffer.from('PERFILE2\u0000\u0001\n'))],
  ])('%s that is not the output of perf script', async (_, content) => {
    const error = await refusal(temporaryFile('other', content));
    expect(error).toMatchObject({ code: 'COW041', exitCode: 2 });
    expect(error.message).toContain('not the output of perf script');
    expect(error.where).toMatch(/other:1$/u);
    expect(error.expected).toContain('perf script -F comm,pid,tid,time,event,trace');
  });

  test.each([
    ['nothing', ''],
    ['only comments', '# a\n\n'],
    ['only other events', ' x 1/1 1.000000: sched:sched_switch: prev_comm=a ==> next_comm=b\n'],
  ])('a trace with %s', async (_, content) => {
    expect(await refusal(temporaryFile('empty', content))).toMatchObject({ code: 'COW043', exitCode: 2 });
  });

  test('an empty file that is compressed', async () => {
    expect(await refusal(temporaryFile('empty.gz', gzipSync('')))).toMatchObject({ code: 'COW043' });
  });

  test('a file that is not there', async () => {
    expect(await refusal('/nowhere/at/all.gz')).toMatchObject({ code: 'COW020', exitCode: 2 });
  });

  test('times that run backwards', async () => {
    const text = new TraceText().fault(7, 0x1000, 6).fault(7, 0x2000, 6).every(-1).fault(7, 0x3000, 6);
    const error = await refusal(text.file());
    expect(error).toMatchObject({ code: 'COW049', exitCode: 2 });
    expect(error.where).toMatch(/:3$/u);
  });

  test.each([
    ['a time of 1e+22 s', ' x 1/1 10000000000000000000000.000001: sched:sched_switch: a'],
    ['a time of 18446744074 s', ' x 1/1 18446744074.000000: sched:sched_switch: a'],
    ['a process 4194305', ' x 4194305/4194305 1.000001: sched:sched_switch: a'],
    ['a process 99999999', ' x 1/1 1.000001: sched:sched_process_fork: comm=x pid=1 child_comm=x child_pid=99999999'],
  ])('%s, in the first line and in a later one', async (found, line) => {
    for (const [number, before] of [
      [1, new TraceText()],
      [2, new TraceText().every(-999_999_000).fault(1, 0x1000, 6)],
    ] as const) {
      const error = await refusal(before.raw(line).file());
      expect(error).toMatchObject({
        code: found.includes('time') ? 'COW045' : 'COW046',
        exitCode: 2,
        message: `The trace has a figure that no kernel records: ${found}.`,
      });
      expect(error.where).toMatch(new RegExp(`:${number}$`, 'u'));
    }
  });

  test('an address of more than 64 bits', async () => {
    const error = await refusal(
      new TraceText()
        .fault(1, 0x1000, 6)
        .raw(' x 1/1 1002.000000: exceptions:page_fault_user: address=0x10000000000000000 ip=0x1 error_code=0x6')
        .file(),
    );
    expect(error).toMatchObject({ code: 'COW044', where: expect.stringMatching(/:2$/u) as string });
  });

  test('two recordings in one file, with the line where the second begins', async () => {
    const second = readFileSync(join(packageRoot(), 'workloads', 'traces', 'python-fork-pool.perf-script.gz'));
    const [one, two] = [gunzipSync(shipped), gunzipSync(second)];
    for (const [first, then] of [
      [one, one],
      [two, one],
    ]) {
      const error = await refusal(temporaryFile('joined.txt', Buffer.concat([first, then])));
      expect(error).toMatchObject({ code: 'COW049', exitCode: 2, message: expect.stringContaining('out of order') as string });
      const lines = first.toString('utf8').split('\n').length - 1;
      expect(error.where).toMatch(new RegExp(`:${lines + 1}$`, 'u'));
    }
  });

  test('a return without its entry', async () => {
    const error = await refusal(new TraceText().fault(7, 0x1000, 6).leave(7, 'mmap', 0x1000).file());
    expect(error.where).toMatch(/:2$/u);
    expect(error.message).toContain('was not entered');
  });

  test('a call entered inside another', async () => {
    const text = new TraceText().enter(7, 'brk', 'brk: 0x0').enter(7, 'brk', 'brk: 0x0');
    expect((await refusal(text.file())).message).toContain('inside the brk of line 1');
  });
});
