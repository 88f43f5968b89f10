/** A recording of the user's, from its file to the report, and every way in which it can be no recording. */

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { PluginFiles, waitingFor } from '../core/run/testing/plugin-files.js';
import type { Results } from '../core/run/results.js';
import { readResults } from '../reports/index.js';
import { replayCounts } from '../workloads/testing/replay.js';
import { TraceText } from '../workloads/testing/trace-file.js';
import { compare, journalOf, startCompare, untilFinished } from './testing/compare.js';
import { cowlab, cowlabIn, refusal } from './testing/cowlab.js';
import { testFolder } from './testing/folder.js';
import { forkingProgram, heap, longerProgram, pages } from './testing/recorded.js';

const folder = testFolder('recording');
const plugins = new PluginFiles();

afterAll(() => plugins.remove());

const text = forkingProgram().text();

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function bench(path: string, ...words: readonly string[]): Results {
  const { code, out, err } = cowlab('bench', path, '--policy', 'mapcount', '--no-speed', '--quiet', '--json', ...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Results;
}

describe('a recording given by its path', () => {
  const plain = write('mine.perf-script', text);
  const compressed = write('mine.perf-script.gz', gzipSync(text));

  it('is replayed, plain and compressed alike', () => {
    const results = bench(plain);
    expect(results.workloads).toMatchObject([{ id: plain, title: 'mine, recorded' }]);
    const [{ events, recording }] = results.measurements;
    expect(events).toMatchObject({ faults: 3 * pages, forks: 1, copies: pages, reuses: pages });
    expect(replayCounts(recording)).toMatchObject({
      replayed: 3 * pages,
      agreeForetold: 3 * pages,
      agreeByConstruction: 0,
      differences: [],
      inferredStores: 0,
      notReplayed: [],
      processes: [
        { pid: 1, faultsRecorded: 2 * pages },
        { pid: 2, faultsRecorded: pages },
      ],
    });
    const [again] = bench(compressed).measurements;
    expect({ ...again, workload: plain }).toEqual(results.measurements[0]);
  });

  it('needs no folder in its name when its ending tells', () => {
    const { code, out } = cowlabIn(
      folder,
      'bench',
      'mine.perf-script.gz',
      '--policy',
      'mapcount',
      '--no-speed',
      '--quiet',
      '--json',
    );
    expect(code).toBe(0);
    expect((JSON.parse(out) as Results).workloads.map(({ id }) => id)).toEqual(['mine.perf-script.gz']);
  });

  it('takes the mappings beside it', () => {
    const path = write('attached.perf-script', new TraceText().fault(1, heap, 4).text());
    expect(bench(path).measurements[0].events).toMatchObject({ 'zero-maps': 1, 'file-maps': 0 });
    write('attached.maps', `${heap.toString(16)}-${(heap + 4096).toString(16)} r--p [file]\n`);
    expect(bench(path).measurements[0].events).toMatchObject({ 'zero-maps': 0, 'file-maps': 1 });
  });

  it('stands in the report like any other workload', async () => {
    const out = join(folder, 'report');
    const { code, stdout } = await compare(
      '--workload',
      compressed,
      '--scenario',
      'basic-cow',
      '--policy',
      'mapcount,page-count',
      '--no-speed',
      '--out',
      out,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('faults by process: a b 1/2 (1) 1,200, a b 1/2 (2) 600');
    expect((await readResults(out)).measurements.map(({ workload, policy }) => [workload, policy])).toEqual([
      [compressed, 'mapcount'],
      [compressed, 'page-count'],
    ]);
    expect(readFileSync(join(out, 'performance.csv'), 'utf8')).toContain(compressed);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('mine, recorded');
  });
});

describe('refused with exit code 2 before anything runs or is written, with file and line, is', () => {
  const lines = text.split('\n');
  const compressed = gzipSync(text);
  const swapped = [lines[1], lines[0], ...lines.slice(2)].join('\n');
  it.each<[string, string, string | Uint8Array | undefined, RegExp]>([
    ['a truncated gzip file', 'cut.gz', compressed.subarray(0, compressed.length >> 1), /cut\.gz:\d+: COW040: .*ends early/u],
    ['a cut last line', 'cut.perf-script', text.slice(0, -20), /cut\.perf-script:1804: COW042: .*last line has no end/u],
    [
      'what is not the output of perf script',
      'letter.txt',
      'Dear Linus,\n',
      /letter\.txt:1: COW041: .*not the output of perf script/u,
    ],
    ['perf.data', 'perf.data.gz', Buffer.from('PERFILE2\0\0\n'), /perf\.data\.gz:1: COW041: [^]*perf\.data is binary/u],
    [
      'perf script without -F',
      'fields.txt',
      '  sh 1 [001] 1.000001: sched:sched_process_exec: pid=1\n',
      /fields\.txt:1: COW041: [^]*-F comm,pid,tid/u,
    ],
    ['a garbled line', 'garbled.txt', `${text}garbage\n`, /garbled\.txt:1805: COW044: .*"garbage"/u],
    ['an order that is mixed up', 'mixed.txt', swapped, /mixed\.txt:\d: COW049: .*out of order/u],
    ['two recordings in one file', 'joined.txt', text + text, /joined\.txt:1805: COW049: .*out of order/u],
    [
      'a time that no clock has',
      'late.txt',
      `${text} sh 1/1 1${'0'.repeat(22)}.000000: sched:sched_switch: a\n`,
      /late\.txt:1805: COW045: .*a time of 1e\+22 s/u,
    ],
    ['an empty file', 'empty.txt', '', /empty\.txt:1: COW043: .*no page fault/u],
    [
      'a recording without a fault',
      'idle.txt',
      new TraceText().fork(1, 2).exit(2).text(),
      /idle\.txt:1: COW043: .*no page fault/u,
    ],
    ['a missing file', 'missing.gz', undefined, /missing\.gz: COW020: .*cannot be read: .*no such file/u],
  ])('%s', (_, name, content, expected) => {
    const path = content === undefined ? join(folder, name) : write(name, content);
    const out = join(folder, 'refused');
    for (const said of [refusal('bench', path), refusal('compare', '--workload', path, '--out', out)]) {
      expect(said).toMatch(expected);
      expect(said).not.toContain('comparing');
    }
    expect([existsSync(out), existsSync(`${out}.unfinished`)]).toEqual([false, false]);
  });

  it('a folder', () => {
    expect(refusal('bench', folder)).toMatch(/COW324: .*cannot be read: it is a folder/u);
  });

  it('a maps file of another process', () => {
    const path = write('foreign/mine.perf-script', new TraceText().fault(1, heap, 6).text());
    write('foreign/mine.maps', '55d000000000-55d000100000 rw-p [anon]\n');
    expect(refusal('bench', path)).toMatch(/mine\.maps: COW048: .*not those of the recording/u);
  });

  it('a name that is neither, with the nearest one and how a recording is given', () => {
    const said = refusal('bench', 'redis-bgsav');
    expect(said).toContain('did you mean `redis-bgsave`?');
    expect(said).toContain('a recording is given by its path, as in ./my.perf-script.gz');
  });
});

it('is made as --help says, and as docs/recording.md says at length', () => {
  const guide = readFileSync(new URL('../docs/recording.md', import.meta.url), 'utf8').replaceAll(/\\?\n\s*/gu, ' ');
  for (const command of ['compare', 'bench']) {
    const help = cowlab(command, '--help').out;
    const commands = /\n +(perf record .*?) *\n +(perf script .*?)\n +(cat .*?)\n/su.exec(help)?.slice(1) ?? [];
    expect(commands).toHaveLength(3);
    // Without -o perf writes the recording where its standard output goes, if that is a pipe.
    const [, file = 'none'] = / -o (\S+) /u.exec(commands[0] ?? '') ?? [];
    expect(commands[1]).toContain(` -i ${file} `);
    for (const typed of commands) expect(guide).toContain(typed.replaceAll(/\\?\n\s*/gu, ' '));
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  }
});

describe('an interrupted run', () => {
  const gate = join(folder, 'gate');
  const out = join(folder, 'interrupted');
  const waits = plugins.write('waits.ts', waitingFor(gate));
  const path = write('changing.txt', text);
  const words = [
    '--plugin',
    waits,
    '--policy',
    'mapcount,waits',
    '--scenario',
    'basic-cow',
    '--workload',
    path,
    '--no-speed',
    '--jobs',
    '2',
    '--out',
    out,
  ];

  it('gives its cell of a recording only to a run with the same one', async () => {
    const running = startCompare(words);
    await untilFinished(running, out, 3);
    const journal = journalOf(out);
    running.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    writeFileSync(gate, '');

    const kept = join(folder, 'kept.jsonl');
    cpSync(journal, kept);
    write('changing.txt', longerProgram().text());
    const other = await compare(...words, '--resume');
    expect(other).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('2 finished jobs are taken from the unfinished run; 1 are not of this one') as string,
    });

    mkdirSync(`${out}.unfinished`);
    cpSync(kept, journal);
    write('changing.txt', text);
    const same = await compare(...words, '--resume');
    expect(same).toMatchObject({ code: 0, stderr: expect.not.stringContaining('not of this one') as string });
    expect((await readResults(out)).measurements).toHaveLength(2);
  });
});
