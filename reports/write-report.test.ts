import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CowlabError } from '../core/program/errors.js';
import type { Results, VerdictResult } from '../core/run/results.js';
import { checkReportFolder, replaceFolder } from './folder/report-folder.js';
import { readResults } from './folder/read-results.js';
import { sampleResults } from './testing/sample-results.js';
import { writeReport } from './write-report.js';

let parent: string;
let report: string;

beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'cowlab-report-')));
  report = join(parent, 'cowlab-report');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

async function refusal(directory: string): Promise<CowlabError> {
  const error: unknown = await writeReport(sampleResults(), directory)
    .then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof CowlabError)) throw new Error('not refused', { cause: error });
  expect(error.where).toBe(directory);
  return error;
}

/** The sample without the explanations of some cells. */
function unexplained(isMeant: (verdict: VerdictResult) => boolean): Results {
  const sample = sampleResults();
  const verdicts = sample.verdicts.map((verdict) => {
    const { explanation: _, ...rest } = verdict;
    return isMeant(verdict) ? rest : verdict;
  });
  return { ...sample, verdicts };
}

describe('writeReport', () => {
  it('writes every file of a report and nothing beside it', async () => {
    await writeReport(sampleResults(), report);
    expect((await readdir(report, { recursive: true })).sort()).toEqual([
      'charts', 'charts/cost-and-correctness.svg', 'charts/cost-and-correctness.vl.json',
      'charts/events-by-policy.svg', 'charts/events-by-policy.vl.json', 'correctness.csv', 'index.html',
      'performance.csv', 'results.json', 'traces',
      'traces/dio-read-across-fork.early-cow-seqcount.txt', 'traces/dio-read-across-fork.mapcount.txt',
      'traces/vmsplice-child-unmap.mapcount.txt',
    ]);
    expect(await readdir(parent)).toEqual(['cowlab-report']);
    const trace = await readFile(join(report, 'traces/dio-read-across-fork.mapcount.txt'), 'utf8');
    expect(trace).toBe('dio-read-across-fork under mapcount, step by step\n');
    expect(await readResults(report)).toEqual(sampleResults());
  });

  it('links only the traces that were written', async () => {
    await writeReport(unexplained((verdict) => verdict.scenario.startsWith('d')), report);
    const markup = await readFile(join(report, 'index.html'), 'utf8');
    const links = [...markup.matchAll(/href="(traces\/[^"]*)"/gu)].map((m) => m[1]);
    expect(links).toEqual(['traces/vmsplice-child-unmap.mapcount.txt']);
    expect(await readdir(join(report, 'traces'))).toEqual(['vmsplice-child-unmap.mapcount.txt']);
  });

  it('writes a report again from its own results, byte for byte', async () => {
    await writeReport(sampleResults(), report);
    const again = join(parent, 'again');
    await writeReport(await readResults(report), again);
    const files = await readdir(report, { recursive: true });
    expect(await readdir(again, { recursive: true })).toEqual(files);
    expect(files).toContain(join('traces', 'vmsplice-child-unmap.mapcount.txt'));
    for (const file of files.filter((name) => name.includes('.'))) {
      expect(await readFile(join(again, file), 'utf8')).toBe(await readFile(join(report, file), 'utf8'));
    }
  });

  it('replaces an older report as a whole', async () => {
    await writeReport(sampleResults(), report);
    await writeReport({ ...unexplained(() => true), seed: 2 }, report);
    expect((await readResults(report)).seed).toBe(2);
    expect(await readdir(report)).not.toContain('traces');
    expect(await readdir(parent)).toEqual(['cowlab-report']);
  });

  it('creates missing parents and follows a symbolic link to the folder', async () => {
    await mkdir(join(parent, 'real'));
    await symlink(join(parent, 'real'), report);
    await writeReport(sampleResults(), report);
    expect(await readdir(join(parent, 'real'))).toContain('index.html');
    await writeReport(sampleResults(), join(parent, 'a', 'b'));
    expect(await readdir(join(parent, 'a', 'b'))).toContain('index.html');
  });

  it('refuses a folder that holds anything else, and leaves it alone', async () => {
    await mkdir(report);
    await writeFile(join(report, 'thesis.tex'), 'mine');
    expect((await refusal(report)).message).toContain('thesis.tex');
    expect(await readdir(report)).toEqual(['thesis.tex']);
    await expect(checkReportFolder(report)).rejects.toThrow('thesis.tex');
  });

  it('names the place that cannot be written', async () => {
    await writeFile(join(parent, 'file'), '');
    expect((await refusal(join(parent, 'file'))).message).toContain('is a file');
    expect((await refusal(join(parent, 'file', 'below'))).message).toContain('is a file');
    expect((await refusal('/proc/cowlab-report')).message).toContain('/proc/cowlab-report');
  });

  it('keeps the older report when the new one cannot be rendered', async () => {
    await writeReport(sampleResults(), report);
    const broken = { ...sampleResults(), seed: 2, get speed(): never { throw new Error('no figures'); } };
    await expect(writeReport(broken, report)).rejects.toThrow('no figures');
    expect((await readResults(report)).seed).toBe(1);
    expect(await readdir(parent)).toEqual(['cowlab-report']);
  });
});

describe('replaceFolder', () => {
  it('stops listening for signals when it is done', async () => {
    const before = process.listenerCount('SIGINT');
    await replaceFolder(report, (folder) => writeFile(join(folder, 'index.html'), ''));
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('leaves the older report and no scraps when it is interrupted', async () => {
    await writeReport(sampleResults(), report);
    const module = new URL('folder/report-folder.ts', import.meta.url).pathname;
    const script = `
      import { createJiti } from 'jiti';
      const { replaceFolder } = await createJiti(import.meta.url).import(${JSON.stringify(module)});
      setInterval(() => {}, 1000);
      await replaceFolder(${JSON.stringify(report)}, () => { console.log('filling'); return new Promise(() => {}); });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(await readdir(parent)).toHaveLength(2);
    child.kill('SIGINT');
    const [, signal] = await once(child, 'exit') as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGINT');
    expect(await readdir(parent)).toEqual(['cowlab-report']);
    expect((await readResults(report)).seed).toBe(1);
  });
});
