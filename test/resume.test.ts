import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PluginFiles } from '../core/run/testing/plugin-files.js';
import { readResults } from '../reports/index.js';
import { compare, saysOnly, small, startCompare, type Ended, type Running } from './testing/compare.js';
import { cowlab } from './testing/cowlab.js';

const folder = mkdtempSync(join(tmpdir(), 'cowlab-resume-'));
const plugins = new PluginFiles();

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  plugins.remove();
});

const gate = join(folder, 'gate');
const log = join(folder, 'log');

/** Goes through its scenarios and stops in its workload until there is the file `gate`; every thread is in the log. */
const waits = `
import { appendFileSync, existsSync } from 'node:fs';
import { injectable } from 'inversify';
import { definePolicy, Reuse, Rule } from 'cowlab';
appendFileSync(${JSON.stringify(log)}, 'loaded\\n');
let left = 500;
@injectable()
class WaitForGate {
  readonly reads = [] as const;
  mayReuse(): Reuse {
    if (left-- === 0) while (!existsSync(${JSON.stringify(gate)}));
    return Reuse.copy;
  }
}
export default definePolicy('waits', { title: 'Waits', extends: 'mapcount', rules: { [Rule.WriteFault]: WaitForGate } });
`;
const plugin = plugins.write('waits.ts', waits);
const cells = [
  '--plugin',
  plugin,
  '--policy',
  'mapcount,waits,anon-exclusive-6.15',
  '--scenario',
  'basic-cow,vmsplice-child-unmap',
  '--workload',
  'snapshot',
  ...small,
  '--no-speed',
  '--jobs',
  '2',
];

function journalOf(out: string): string {
  return join(`${out}.unfinished`, 'finished.jsonl');
}

/** Runs until all cells are finished but one, which waits. */
async function runToTheGate(out: string, ...words: readonly string[]): Promise<Running> {
  rmSync(gate, { force: true });
  const running = startCompare([...cells, '--out', out, ...words]);
  const finished = (): number => (existsSync(journalOf(out)) ? readFileSync(journalOf(out), 'utf8').split('\n').length - 2 : 0);
  await running.until(() => finished() === 8);
  return running;
}

async function interrupt(out: string, signal: NodeJS.Signals, ...words: readonly string[]): Promise<Ended> {
  const running = await runToTheGate(out, ...words);
  running.kill(signal);
  return running.ended;
}

async function goOn(out: string, ...words: readonly string[]): Promise<Ended> {
  writeFileSync(gate, '');
  return compare(...cells, '--out', out, '--resume', ...words);
}

/** Every file with its bytes. */
function contentOf(place: string): ReadonlyMap<string, string> {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => [
      join(parentPath, name).slice(place.length),
      readFileSync(join(parentPath, name), 'base64'),
    ]),
  );
}

/** What an uninterrupted run writes. */
const whole = join(folder, 'whole');

beforeAll(async () => {
  writeFileSync(gate, '');
  const { code, stderr } = await compare(...cells, '--out', whole, '--quiet');
  if (code !== 0) throw new Error(stderr);
});

async function expectWhole(out: string): Promise<void> {
  expect(readFileSync(join(out, 'correctness.csv')).equals(readFileSync(join(whole, 'correctness.csv')))).toBe(true);
  expect(readFileSync(join(out, 'performance.csv')).equals(readFileSync(join(whole, 'performance.csv')))).toBe(true);
  const [found, wanted] = [await readResults(out), await readResults(whole)];
  expect({ ...found, host: undefined, command: undefined }).toEqual({ ...wanted, host: undefined, command: undefined });
  expect([...contentOf(out).keys()]).toEqual([...contentOf(whole).keys()]);
  expect(existsSync(`${out}.unfinished`)).toBe(false);
}

it('a run that is not interrupted leaves nothing beside its report', () => {
  expect(readdirSync(folder).toSorted()).toEqual(['gate', 'log', 'whole']);
});

describe('a run that is interrupted', () => {
  const out = join(folder, 'first');

  it('leaves its finished cells in results.json, and says how many and how to go on', async () => {
    const { code, stdout, stderr } = await interrupt(out, 'SIGINT');
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('cowlab: interrupted; 8 of 9 cells are finished\n');
    // A clone has no command `cowlab`: what is told to be typed is what was typed.
    expect(stderr).toMatch(/go on with: \S*node dist\/cli\/main\.js compare --plugin .* --resume\n/u);
    expect(stderr).toMatch(new RegExp(`look at them with: \\S*node dist/cli/main\\.js report ${out}\n`, 'u'));
    const { unfinished, verdicts, measurements, command } = await readResults(out);
    expect({ unfinished, verdicts: verdicts.length, measurements: measurements.length }).toEqual({
      unfinished: { finishedCells: 8, cells: 9 },
      verdicts: 6,
      measurements: 2,
    });
    expect(command).not.toContain('--resume');
  });

  it('has a page that says that it is partial, and what is missing', () => {
    expect(cowlab('report', out, '--quiet')).toMatchObject({ code: 0 });
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(page).toContain('This report is partial');
    expect(page).toContain('Missing workloads (1): snapshot under waits');
  });

  it('goes on where it was, to the same report as if nothing had happened', async () => {
    rmSync(log);
    const { code, stderr } = await goOn(out);
    expect(stderr).toMatch(saysOnly('2 scenarios and 1 workload under 3 policies'));
    expect(code).toBe(0);
    await expectWhole(out);
    // Once by the command and once by the thread of the one cell that was left.
    expect(readFileSync(log, 'utf8')).toBe('loaded\nloaded\n');
  });

  it('cannot go on once it is whole', async () => {
    expect(await goOn(out)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('no unfinished run') as string,
    });
  });
});

describe('a whole report', () => {
  const out = join(folder, 'good');

  it('stays byte for byte when a later run is interrupted, and is replaced when that one is whole', async () => {
    cpSync(whole, out, { recursive: true });
    const before = contentOf(out);
    const { code, stderr } = await interrupt(out, 'SIGTERM');
    expect(code).toBe(143);
    expect(contentOf(out)).toEqual(before);
    const aside = join(`${out}.unfinished`, 'report');
    expect(stderr).toContain(`main.js report ${aside}`);
    expect((await readResults(aside)).unfinished).toEqual({ finishedCells: 8, cells: 9 });
    writeFileSync(join(out, 'correctness.csv'), 'old');
    expect(await goOn(out)).toMatchObject({ code: 0 });
    await expectWhole(out);
  });

  it('stays when the run crashes, and so do the cells', async () => {
    const before = contentOf(out);
    const { signal } = await interrupt(out, 'SIGKILL');
    expect(signal).toBe('SIGKILL');
    expect(contentOf(out)).toEqual(before);
    expect(await goOn(out)).toMatchObject({ code: 0 });
    await expectWhole(out);
  });

  it('stays when the interrupt comes while the next one is written, and nothing has to be run again', async () => {
    const place = join(folder, 'writing');
    const good = join(place, 'report');
    mkdirSync(place);
    cpSync(whole, good, { recursive: true });
    const before = contentOf(good);
    const hasty = plugins.write('hasty.ts', waits.replaceAll("'waits'", "'hasty'"));
    // The signal comes from inside the command, as soon as the folder is there that the report is written to.
    const interruptsItself = `
      import { readdirSync } from 'node:fs';
      import { isMainThread } from 'node:worker_threads';
      const look = () => { if (readdirSync(${JSON.stringify(place)}).some((name) => name.startsWith('.report.new-'))) process.kill(process.pid, 'SIGINT'); };
      if (isMainThread && process.argv[2] === 'compare') setInterval(look, 1).unref();
    `;
    const words = [
      '--plugin',
      hasty,
      '--policy',
      'mapcount,hasty',
      '--scenario',
      'basic-cow',
      '--workload',
      'snapshot',
      ...small,
      '--no-speed',
      '--out',
      good,
    ];
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(interruptsItself)}` };
    const { code, stderr } = await startCompare(words, env).ended;
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted; 4 of 4 cells are finished');
    expect(contentOf(good)).toEqual(before);
    expect(readdirSync(place).toSorted()).toEqual(['report', 'report.unfinished']);
    rmSync(log);
    expect(await compare(...words, '--resume')).toMatchObject({ code: 0 });
    expect(readFileSync(log, 'utf8')).toBe('loaded\n');
    expect((await readResults(good)).policies.map(({ id }) => id)).toEqual(['mapcount', 'hasty']);
    expect(readdirSync(place).toSorted()).toEqual(['report']);
  });
});

it('the command that is told to go on with does so, typed into a shell', async () => {
  const out = join(folder, 'told');
  const { stderr } = await interrupt(out, 'SIGINT');
  const command = / go on with: (.*)\n/u.exec(stderr)?.[1] ?? '';
  writeFileSync(gate, '');
  execFileSync('sh', ['-c', command], { stdio: 'pipe' });
  await expectWhole(out);
});

describe('a run whose report cannot be written', () => {
  it('keeps its cells; the report is written by the next one', async () => {
    const out = join(folder, 'taken');
    const running = await runToTheGate(out);
    mkdirSync(out);
    writeFileSync(join(out, 'diary.txt'), 'dear diary');
    writeFileSync(gate, '');
    const { code, stderr } = await running.ended;
    expect(code).toBe(2);
    expect(stderr).toContain('the finished cells are kept; go on with: ');
    expect(stderr).toContain('main.js compare');
    expect(stderr).toContain('diary.txt');
    expect(readdirSync(out)).toEqual(['diary.txt']);
    rmSync(out, { recursive: true });
    expect(await goOn(out)).toMatchObject({ code: 0 });
    await expectWhole(out);
  });
});

describe('--resume is refused with exit code 2', () => {
  const out = join(folder, 'other');
  let journal: string;
  beforeAll(async () => {
    await interrupt(out, 'SIGINT');
    journal = readFileSync(journalOf(out), 'utf8');
  });

  async function refusal(...words: readonly string[]): Promise<string> {
    const before = contentOf(out);
    const { code, stdout, stderr } = await goOn(out, ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain('comparing');
    expect(contentOf(out)).toEqual(before);
    return stderr;
  }

  it('when nothing of the unfinished run is of this one', async () => {
    const { code, stdout, stderr } = await compare(
      '--scenario',
      'basic-cow',
      '--policy',
      'page-count',
      '--workload',
      'snapshot',
      ...small,
      '--no-speed',
      '--out',
      out,
      '--resume',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('COW028: Nothing that the unfinished run has finished is of this run.');
    expect(stderr).toContain('main.js compare --plugin');
  });

  it('when the record of finished cells is damaged, with the place', async () => {
    writeFileSync(journalOf(out), journal.replace('"faults":', '"faults":1'));
    expect(await refusal()).toMatch(/finished\.jsonl:\d: COW120: The record of the unfinished run is damaged\./u);
    writeFileSync(journalOf(out), journal);
  });

  it("when results.json is damaged: nobody knows then what else in the folder is cowlab's", async () => {
    const results = readFileSync(join(out, 'results.json'));
    writeFileSync(join(out, 'results.json'), results.subarray(0, 1000));
    expect(await refusal()).toContain('it holds `results.json`, which does not say what cowlab has written here');
    writeFileSync(join(out, 'results.json'), results);
  });

  it('but not for options that decide no cell, or a last line that a crash has cut', async () => {
    writeFileSync(journalOf(out), journal.slice(0, -5));
    expect(await goOn(out, '--jobs', '1', '--baseline', 'waits')).toMatchObject({ code: 0 });
    expect((await readResults(out)).baseline).toBe('waits');
    expect(existsSync(`${out}.unfinished`)).toBe(false);
  });
});

describe('--resume takes what has the same inputs, and runs the rest', () => {
  const [out, fresh] = [join(folder, 'like'), join(folder, 'fresh')];

  /** Of the policies and scenarios of the interrupted run, unless others are given. */
  function words({
    policy = 'mapcount,waits,anon-exclusive-6.15',
    scenario = 'basic-cow,vmsplice-child-unmap',
    more = [] as string[],
  }): string[] {
    return [
      '--plugin',
      plugin,
      '--policy',
      policy,
      '--scenario',
      scenario,
      '--workload',
      'snapshot',
      ...small,
      '--no-speed',
      ...more,
    ];
  }

  /** What it says when it goes on with what is there; it finds the same as one from the start. */
  async function goOnLikeFresh(given: readonly string[]): Promise<string> {
    const { code, stderr } = await compare(...given, '--out', out, '--resume');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    rmSync(fresh, { recursive: true, force: true });
    await compare(...given, '--out', fresh, '--quiet');
    for (const file of ['correctness.csv', 'performance.csv']) {
      expect(readFileSync(join(out, file), 'utf8')).toBe(readFileSync(join(fresh, file), 'utf8'));
    }
    expect(existsSync(`${out}.unfinished`)).toBe(false);
    return stderr;
  }

  beforeEach(async () => {
    rmSync(out, { recursive: true, force: true });
    await interrupt(out, 'SIGINT');
    writeFileSync(gate, '');
  });

  afterEach(() => writeFileSync(plugin, waits));

  it('a changed plugin runs its own cells again, and no other one', async () => {
    writeFileSync(plugin, waits.replace('return Reuse.copy', 'return Reuse.now'));
    const stderr = await goOnLikeFresh(words({}));
    expect(stderr).toContain('cowlab: 6 finished jobs are taken from the unfinished run; 2 are not of this one\n');
    expect(readFileSync(join(out, 'correctness.csv')).equals(readFileSync(join(whole, 'correctness.csv')))).toBe(false);
  });

  it.each([
    [{ scenario: 'basic-cow,rw-pin-races-fork' }, '5 finished jobs are taken from the unfinished run; 3 are not of this one'],
    [{ policy: 'page-count,waits,mapcount' }, '5 finished jobs are taken from the unfinished run; 3 are not of this one'],
    [{ more: ['--seed', '2'] }, '6 finished jobs are taken from the unfinished run; 2 are not of this one'],
    [{ more: ['--parameter', 'stores=901'] }, '6 finished jobs are taken from the unfinished run; 2 are not of this one'],
  ])('other cells, %j: those that it shares are taken', async (other, expected) => {
    expect(await goOnLikeFresh(words(other))).toContain(`cowlab: ${expected}\n`);
  });
});

it('a run that starts over says so, and leaves an unfinished one until it has a cell of its own', async () => {
  const out = join(folder, 'over');
  await interrupt(out, 'SIGINT');
  const before = readFileSync(journalOf(out));
  const lost = plugins.write('lost.ts', waits.replaceAll("'waits'", "'lost'").replace('let left = 500', 'let left = 0'));
  for (const file of [gate, log]) rmSync(file, { force: true });
  const running = startCompare([
    '--plugin',
    lost,
    '--policy',
    'lost',
    '--scenario',
    'basic-cow',
    '--workload',
    'snapshot',
    ...small,
    '--no-speed',
    '--out',
    out,
  ]);
  // A thread has started: the first cell is under way.
  await running.until(() => existsSync(log) && readFileSync(log, 'utf8').startsWith('loaded\nloaded\n'));
  running.kill('SIGINT');
  const { code, stderr } = await running.ended;
  expect(code).toBe(130);
  expect(stderr).toContain('starting over; the unfinished run in');
  expect(stderr).toContain('interrupted; no cell was finished yet');
  expect(readFileSync(journalOf(out)).equals(before)).toBe(true);
  expect(await goOn(out)).toMatchObject({ code: 0 });
});
