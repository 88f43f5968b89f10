import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CowlabError } from '../core/errors/errors.js';
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
  const error: unknown = await writeReport(sampleResults(), directory).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CowlabError)) throw new Error('not refused', { cause: error });
  expect(error.where).toBe(directory);
  return error;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** A file, or a folder where the path ends with a slash. */
async function put(folder: string, path: string): Promise<void> {
  await mkdir(path.endsWith('/') ? join(folder, path) : dirname(join(folder, path)), { recursive: true });
  if (!path.endsWith('/')) await writeFile(join(folder, path), 'mine');
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
      'charts',
      'charts/cost-and-correctness.svg',
      'charts/cost-and-correctness.vl.json',
      'charts/events-by-policy.svg',
      'charts/events-by-policy.vl.json',
      'correctness.csv',
      'index.html',
      'performance.csv',
      'results.json',
      'traces',
      'traces/dio-read-across-fork.early-cow-seqcount.txt',
      'traces/dio-read-across-fork.mapcount.txt',
      'traces/vmsplice-child-unmap.mapcount.txt',
    ]);
    expect(await readdir(parent)).toEqual(['cowlab-report']);
    const trace = await readFile(join(report, 'traces/dio-read-across-fork.mapcount.txt'), 'utf8');
    expect(trace).toBe('dio-read-across-fork under mapcount, step by step\n');
    const { files, ...results } = await readResults(report);
    expect(results).toEqual(sampleResults());
    expect(files).toEqual((await filesIn(report)).toSorted());
  });

  it('links only the traces that were written', async () => {
    await writeReport(
      unexplained((verdict) => verdict.scenario.startsWith('d')),
      report,
    );
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
    expect(await refusal(report)).toMatchObject({ code: 'COW420', message: expect.stringContaining('thesis.tex') as string });
    expect(await readdir(report)).toEqual(['thesis.tex']);
    await expect(checkReportFolder(report)).rejects.toMatchObject({ code: 'COW420' });
    await writeFile(join(report, 'results.json'), '{"schema": "other@1"}');
    await expect(checkReportFolder(report)).rejects.toMatchObject({ code: 'COW421' });
  });

  it.each([
    ['a recording where cowlab has traces', 'traces/mine.perf-script.gz'],
    ['charts of somebody else', 'charts/mine.svg'],
    ['an empty folder', 'notes/'],
    ['a file in a folder that looks like a report', 'index.html'],
  ])('refuses a folder with %s, names it, and leaves everything as it is', async (_, path) => {
    await put(report, path);
    const error = await refusal(report);
    expect(error.message).toContain(`it holds \`${path.split('/')[0]}\`, and no \`results.json\` that lists it`);
    expect(error.exitCode).toBe(2);
    await writeReport(sampleResults(), join(parent, 'other'));
    await rename(join(report, path.split('/')[0] ?? ''), join(parent, 'other', 'guest'));
    expect((await refusal(join(parent, 'other'))).message).toContain('it holds `guest`');
    expect(await readdir(join(parent, 'other'))).toContain('guest');
  });

  it.each([
    ['beside the traces of a report', 'traces/mine.perf-script.gz'],
    ['below them', 'traces/2026/mine.txt'],
    ['beside it', 'thesis.tex'],
  ])('refuses a report into which somebody put a file %s', async (_, path) => {
    await writeReport(sampleResults(), report);
    await put(report, path);
    expect((await refusal(report)).message).toMatch(/it holds `(?:traces\/mine\.perf-script\.gz|traces\/2026|thesis\.tex)`\./u);
    expect(await readFile(join(report, path), 'utf8')).toBe('mine');
  });

  it('refuses a link in the place of something of its own, and does not follow it', async () => {
    await writeReport(sampleResults(), report);
    await rename(join(report, 'traces'), join(parent, 'elsewhere'));
    await symlink(join(parent, 'elsewhere'), join(report, 'traces'));
    expect((await refusal(report)).message).toContain('it holds `traces`');
    expect(await readdir(join(parent, 'elsewhere'))).toHaveLength(3);
  });

  it.each([
    ['damaged', '{'],
    ['of somebody else', '{"schema":"mine@1"}'],
    ['without a list of files', '{"schema":"cowlab/results@1"}'],
    ['null', 'null'],
    ['of another version', '{"schema":"cowlab/results@2","files":["results.json"]}'],
  ])('refuses a folder whose results.json is %s', async (_, text) => {
    await mkdir(report);
    await writeFile(join(report, 'results.json'), text);
    expect((await refusal(report)).message).toContain('it holds `results.json`, which does not say what cowlab has written here');
    expect(await readFile(join(report, 'results.json'), 'utf8')).toBe(text);
  });

  it('gives back what came into the folder while the report was rendered', async () => {
    await writeReport(sampleResults(), report);
    const before = await filesIn(report);
    const late = replaceFolder(report, async (folder) => {
      await writeFile(join(folder, 'index.html'), '');
      await writeFile(join(report, 'late.txt'), 'mine');
    });
    await expect(late).rejects.toMatchObject({
      code: 'COW422',
      message: expect.stringContaining('it holds `late.txt`, which came while the report was made') as string,
    });
    expect((await filesIn(report)).toSorted()).toEqual([...before, 'late.txt'].toSorted());
    expect(await readdir(parent)).toEqual(['cowlab-report']);
  });

  it('names the place that cannot be written', async () => {
    await writeFile(join(parent, 'file'), '');
    expect((await refusal(join(parent, 'file'))).message).toContain('is a file');
    expect((await refusal(join(parent, 'file', 'below'))).message).toContain('is a file');
    expect((await refusal('/proc/cowlab-report')).message).toContain('/proc/cowlab-report');
  });

  it('keeps the older report when the new one cannot be rendered', async () => {
    await writeReport(sampleResults(), report);
    const broken = {
      ...sampleResults(),
      seed: 2,
      get speed(): never {
        throw new Error('no figures');
      },
    };
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
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(await readdir(parent)).toHaveLength(2);
    child.kill('SIGINT');
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGINT');
    expect(await readdir(parent)).toEqual(['cowlab-report']);
    expect((await readResults(report)).seed).toBe(1);
  });
});
