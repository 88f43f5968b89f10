/** A run that is interrupted leaves what it has finished, and goes on to the same report. */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../reports/index.js';
import { compare, oneOfEach, saysOnly, startCompare } from './testing/compare.js';
import { cowlab } from './testing/cowlab.js';
import { contentOf } from './testing/folder.js';
import { Interruptible } from './testing/interrupted.js';

const run = new Interruptible('resume');

/** What an uninterrupted run writes. */
const whole = join(run.folder, 'whole');

beforeAll(async () => {
  run.open();
  const { code, stderr } = await compare(...run.cells, '--out', whole, '--quiet');
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
  expect(readdirSync(run.folder).toSorted()).toEqual(['gate', 'log', 'whole']);
});

describe('a run that is interrupted', () => {
  const out = join(run.folder, 'first');

  it('leaves its finished cells in results.json, and says how many and how to go on', async () => {
    const { code, stdout, stderr } = await run.interrupt(out, 'SIGINT');
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
    rmSync(run.log);
    const { code, stderr } = await run.goOn(out);
    expect(stderr).toMatch(saysOnly('2 scenarios and 1 workload under 3 policies'));
    expect(code).toBe(0);
    await expectWhole(out);
    // Once by the command and once by the thread of the one cell that was left.
    expect(readFileSync(run.log, 'utf8')).toBe('loaded\nloaded\n');
  });

  it('cannot go on once it is whole', async () => {
    expect(await run.goOn(out)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('no unfinished run') as string,
    });
  });
});

describe('a whole report', () => {
  const out = join(run.folder, 'good');

  it('stays byte for byte when a later run is interrupted, and is replaced when that one is whole', async () => {
    cpSync(whole, out, { recursive: true });
    const before = contentOf(out);
    const { code, stderr } = await run.interrupt(out, 'SIGTERM');
    expect(code).toBe(143);
    expect(contentOf(out)).toEqual(before);
    const aside = join(`${out}.unfinished`, 'report');
    expect(stderr).toContain(`main.js report ${aside}`);
    expect((await readResults(aside)).unfinished).toEqual({ finishedCells: 8, cells: 9 });
    writeFileSync(join(out, 'correctness.csv'), 'old');
    expect(await run.goOn(out)).toMatchObject({ code: 0 });
    await expectWhole(out);
  });

  it('stays when the run crashes, and so do the cells', async () => {
    const before = contentOf(out);
    const { signal } = await run.interrupt(out, 'SIGKILL');
    expect(signal).toBe('SIGKILL');
    expect(contentOf(out)).toEqual(before);
    expect(await run.goOn(out)).toMatchObject({ code: 0 });
    await expectWhole(out);
  });

  it('stays when the interrupt comes while the next one is written, and nothing has to be run again', async () => {
    const place = join(run.folder, 'writing');
    const good = join(place, 'report');
    mkdirSync(place);
    cpSync(whole, good, { recursive: true });
    const before = contentOf(good);
    const hasty = run.plugins.write('hasty.ts', run.waiting('hasty'));
    // The signal comes from inside the command, as soon as the folder is there that the report is written to.
    const interruptsItself = `
      import { readdirSync } from 'node:fs';
      import { isMainThread } from 'node:worker_threads';
      const look = () => { if (readdirSync(${JSON.stringify(place)}).some((name) => name.startsWith('.report.new-'))) process.kill(process.pid, 'SIGINT'); };
      if (isMainThread && process.argv[2] === 'compare') setInterval(look, 1).unref();
    `;
    const words = ['--plugin', hasty, '--policy', 'mapcount,hasty', ...oneOfEach, '--out', good];
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(interruptsItself)}` };
    const { code, stderr } = await startCompare(words, env).ended;
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted; 4 of 4 cells are finished');
    expect(contentOf(good)).toEqual(before);
    expect(readdirSync(place).toSorted()).toEqual(['report', 'report.unfinished']);
    rmSync(run.log);
    expect(await compare(...words, '--resume')).toMatchObject({ code: 0 });
    expect(readFileSync(run.log, 'utf8')).toBe('loaded\n');
    expect((await readResults(good)).policies.map(({ id }) => id)).toEqual(['mapcount', 'hasty']);
    expect(readdirSync(place).toSorted()).toEqual(['report']);
  });
});

it('the command that is told to go on with does so, typed into a shell', async () => {
  const out = join(run.folder, 'told');
  const { stderr } = await run.interrupt(out, 'SIGINT');
  const command = / go on with: (.*)\n/u.exec(stderr)?.[1] ?? '';
  run.open();
  execFileSync('sh', ['-c', command], { stdio: 'pipe' });
  await expectWhole(out);
});

describe('a run whose report cannot be written', () => {
  it('keeps its cells; the report is written by the next one', async () => {
    const out = join(run.folder, 'taken');
    const running = await run.toTheGate(out);
    mkdirSync(out);
    writeFileSync(join(out, 'diary.txt'), 'dear diary');
    run.open();
    const { code, stderr } = await running.ended;
    expect(code).toBe(2);
    expect(stderr).toContain('the finished cells are kept; go on with: ');
    expect(stderr).toContain('main.js compare');
    expect(stderr).toContain('diary.txt');
    expect(readdirSync(out)).toEqual(['diary.txt']);
    rmSync(out, { recursive: true });
    expect(await run.goOn(out)).toMatchObject({ code: 0 });
    await expectWhole(out);
  });
});
