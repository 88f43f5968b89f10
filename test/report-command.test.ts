import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../core/run/results.js';
import { readResults, resultsJson } from '../reports/index.js';
import { cowlab, refusal } from './testing/cowlab.js';
import { contentOf, testFolder } from './testing/folder.js';

const folder = testFolder('report-command');
const written = join(folder, 'written');

const run = [
  '--policy',
  'mapcount,early-cow',
  '--scenario',
  'basic-cow,vmsplice-child-unmap',
  '--workload',
  'direct-io',
  '--no-speed',
  '--quiet',
];

beforeAll(() => {
  const { code, err } = cowlab('compare', ...run, '--out', written);
  if (code !== 0) throw new Error(`compare ended with ${code}: ${err}`);
});

/** The written report under another name. */
function copy(name: string): string {
  const place = join(folder, name);
  cpSync(written, place, { recursive: true });
  return place;
}

describe('cowlab report DIR', () => {
  it('makes every file of a report again, byte for byte, from results.json alone', () => {
    const bare = join(folder, 'bare');
    mkdirSync(bare);
    cpSync(join(written, 'results.json'), join(bare, 'results.json'));
    const { code, out, err } = cowlab('report', bare);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const words of [
      'vmsplice-child-unmap',
      'hold under all 2 policies (1): basic-cow',
      'direct-io',
      `Report: ${join(bare, 'index.html')}`,
    ]) {
      expect(out).toContain(words);
    }
    const files = contentOf(bare);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'charts/events-by-policy.svg',
        'correctness.csv',
        'index.html',
        'traces/vmsplice-child-unmap.mapcount.txt',
      ]),
    );
    expect(files).toEqual(contentOf(written));
  });

  it('writes into another folder, against another baseline, and leaves the first one alone', async () => {
    const before = contentOf(written);
    const out = join(folder, 'other');
    const { code, out: text } = cowlab('report', join(written, 'results.json'), '--baseline', 'early-cow', '--out', out);
    expect(code).toBe(0);
    expect(text).toMatch(/A = early-cow \(baseline\); B = mapcount/u);
    expect((await readResults(out)).baseline).toBe('early-cow');
    const [first, second] = [written, out].map((place) => readFileSync(join(place, 'performance.csv'), 'utf8'));
    expect(second).not.toBe(first);
    expect(readFileSync(join(out, 'correctness.csv'), 'utf8')).toBe(readFileSync(join(written, 'correctness.csv'), 'utf8'));
    expect(contentOf(written)).toEqual(before);
  });

  it('prints the results as JSON, or nothing', async () => {
    const place = copy('printed');
    expect(cowlab('report', place, '--json').out).toBe(resultsJson(await readResults(written)));
    expect(cowlab('report', place, '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it.each([
    ['truncated', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2)), /not JSON/u],
    ['foreign', (file: string) => writeFileSync(file, '{"schema": "other@1"}'), /`schema` is "other@1"/u],
    [
      'newer',
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace('results@1', 'results@2')),
      /use the version of cowlab/u,
    ],
    [
      'damaged',
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(/"seed": \d+/u, '"seed": "one"')),
      /field `.*seed`/u,
    ],
    ['missing', (file: string) => rmSync(file), /there is no such file/u],
  ])('refuses a %s results.json and leaves the folder as it was', (name, damage, message) => {
    const place = copy(name);
    damage(join(place, 'results.json'));
    const before = contentOf(place);
    expect(refusal('report', place)).toMatch(message);
    expect(contentOf(place)).toEqual(before);
    expect(readdirSync(folder).filter((entry) => entry.includes(`${name}.`))).toEqual([]);
  });

  it('refuses what it cannot do', () => {
    expect(refusal('report', join(folder, 'nowhere'))).toContain('there is no such file or folder');
    expect(refusal('report')).toContain('DIR');
    expect(refusal('report', written, '--baseline', 'mapcuont')).toContain('did you mean `mapcount`?');
    const place = join(folder, 'home');
    mkdirSync(place);
    writeFileSync(join(place, 'diary.txt'), 'dear diary');
    expect(refusal('report', written, '--out', place)).toContain('diary.txt');
    expect(readdirSync(place)).toEqual(['diary.txt']);
  });
});

describe('cowlab report DIR DIR2', () => {
  /** A report in which a scenario is violated that was not, and a count is another. */
  function worse(): string {
    const place = copy('worse');
    const file = join(place, 'results.json');
    const { checksum: _, ...results } = JSON.parse(readFileSync(file, 'utf8')) as {
      checksum: string;
      seed: number;
      verdicts: { scenario: string; verdict: string }[];
      measurements: { policy: string; events: Record<string, number> }[];
    };
    results.seed = 7;
    for (const cell of results.verdicts) if (cell.scenario === 'basic-cow') cell.verdict = 'violates';
    for (const { policy, events } of results.measurements) if (policy === 'early-cow') events.copies *= 2;
    writeFileSync(file, resultsJson(results as unknown as Results));
    return place;
  }

  it('finds nothing between a report and its copy', () => {
    const { code, out } = cowlab('report', written, copy('same'));
    expect(code).toBe(0);
    expect(out).toContain('No verdict and no count changed.');
  });

  it('tells what changed, writes nothing and ends with exit code 1', () => {
    const place = worse();
    const before = contentOf(place);
    const { code, out, err } = cowlab('report', written, place);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out.indexOf('seed 1 → 7')).toBeGreaterThan(0);
    expect(out.indexOf('seed 1 → 7')).toBeLessThan(out.indexOf('worse  basic-cow: holds → violates'));
    expect(out).toMatch(/copies [\d,]+ → [\d,]+ \(\+[\d,]+, \+100 %\) under early-cow\n/u);
    expect(contentOf(place)).toEqual(before);
    expect(cowlab('report', written, place, '--quiet')).toEqual({ code: 1, out: '', err: '' });
    const document = JSON.parse(cowlab('report', written, place, '--json').out) as Record<string, unknown>;
    expect(document).toMatchObject({
      schema: 'cowlab/changes@1',
      before: { folder: written, seed: 1 },
      after: { folder: place, seed: 7 },
      counts: [{ workload: 'direct-io', policy: 'early-cow', counts: [{ count: 'copies', percent: 100 }] }],
    });
    expect(document.verdicts).toHaveLength(2);
  });

  it('refuses options that write, and a damaged second report', () => {
    expect(refusal('report', written, written, '--out', join(folder, 'x'))).toContain('`--out` has no meaning');
    const place = copy('second');
    writeFileSync(join(place, 'results.json'), '{');
    expect(refusal('report', written, place)).toContain(place);
  });
});
