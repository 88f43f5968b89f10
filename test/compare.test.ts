import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Results } from '../core/run/results.js';
import { readResults } from '../reports/index.js';
import { compare, howFar, oneOfEach, rowsOf, saysOnly, slowMachine, small, startCompare, type Ended } from './testing/compare.js';
import { testFolder } from './testing/folder.js';

const folder = testFolder('compare');

const two = ['--policy', 'mapcount,anon-exclusive-6.15'];

describe('cowlab compare', () => {
  it('writes a whole report and prints what is in it', async () => {
    const out = join(folder, 'whole');
    const scenarios = ['basic-cow', 'vmsplice-child-unmap', 'rw-pin-races-fork'];
    const { code, stdout, stderr } = await compare(
      ...two,
      '--scenario',
      scenarios.join(','),
      '--workload',
      'redis-bgsave,snapshot,rdma',
      ...small,
      '--parameter',
      'registered=500',
      '--out',
      out,
    );
    expect(stderr).toMatch(saysOnly('3 scenarios and 3 workloads under 2 policies'));
    expect(code).toBe(0);
    for (const words of [...scenarios, 'mapcount', '12,092', 'accesses replayed 14,297', `Report: ${join(out, 'index.html')}`]) {
      expect(stdout.replaceAll(/\n +/gu, ' ')).toContain(words);
    }
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(
      expect.arrayContaining([
        'index.html',
        'results.json',
        'correctness.csv',
        'performance.csv',
        'traces/vmsplice-child-unmap.mapcount.txt',
      ]),
    );
    expect(files.filter((file) => /^charts\/.*\.svg$/u.test(file))).toHaveLength(2);
    expect(files.filter((file) => /^charts\/.*\.vl\.json$/u.test(file))).toHaveLength(2);
    expect(readFileSync(join(out, 'traces', 'vmsplice-child-unmap.mapcount.txt'), 'utf8')).toContain('isolation');

    const results = await readResults(out);
    expect(results.verdicts.map((v) => `${v.scenario}/${v.policy}`)).toEqual(
      scenarios.flatMap((scenario) => [`${scenario}/mapcount`, `${scenario}/anon-exclusive-6.15`]),
    );
    expect(results.measurements.map((m) => `${m.workload}/${m.policy}`)).toEqual([
      'redis-bgsave/mapcount',
      'redis-bgsave/anon-exclusive-6.15',
      'snapshot/mapcount',
      'snapshot/anon-exclusive-6.15',
      'rdma/mapcount',
      'rdma/anon-exclusive-6.15',
    ]);
    expect(results.speed.length).toBeGreaterThan(0);
    expect(results.command).toContain('main.js compare --policy mapcount,anon-exclusive-6.15');

    const correctness = rowsOf(join(out, 'correctness.csv'));
    expect(correctness).toHaveLength(1 + 3 * 2);
    expect(correctness[0].slice(0, 3)).toEqual(['scenario', 'policy', 'verdict']);
    expect(correctness.find(([s, p]) => s === 'vmsplice-child-unmap' && p === 'mapcount')?.[2]).toBe('violates');
    const performance = rowsOf(join(out, 'performance.csv'));
    expect(performance).toHaveLength(1 + 3 * 2);
    for (const row of performance) expect(row).toHaveLength(performance[0].length);
  });

  it('says now and then how far it is on a machine that takes long, and comes to the same', async () => {
    const words = [...two, ...oneOfEach, '--json', '--out'];
    const slow = await startCompare([...words, join(folder, 'slow')], slowMachine).ended;
    expect(slow.stderr).toMatch(saysOnly('1 scenario and 1 workload under 2 policies'));
    expect(slow.stderr).toMatch(howFar);
    const quick = await compare(...words, join(folder, 'quick'));
    const found = ({ code, stdout }: Ended): object => {
      const { measurements, verdicts } = JSON.parse(stdout) as Results;
      return { code, measurements, verdicts };
    };
    expect(found(slow)).toEqual(found(quick));
  });

  it('says on the page why a chart is left out', async () => {
    const out = join(folder, 'alike');
    const { code } = await compare('--policy', 'early-cow,early-cow-seqcount', ...oneOfEach, '--quiet', '--out', out);
    expect(code).toBe(0);
    expect(readdirSync(out)).not.toContain('charts');
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(page).toContain('Events by policy: left out, because on every workload all policies have the same counts');
    expect(page).toContain('Cost against correctness: left out, because no scenario fails');
  });

  it('compares costs with the baseline that is named', async () => {
    const out = join(folder, 'baseline');
    const { code } = await compare(...two, '--baseline', 'anon-exclusive-6.15', ...oneOfEach, '--quiet', '--out', out);
    expect(code).toBe(0);
    expect((await readResults(out)).baseline).toBe('anon-exclusive-6.15');
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toMatch(/<dt>baseline<\/dt><dd>anon-exclusive-6\.15</u);
    const [head, ...rows] = rowsOf(join(out, 'performance.csv'));
    expect(rows.map((row) => row[head.indexOf('baseline')])).toEqual(['anon-exclusive-6.15', 'anon-exclusive-6.15']);
  });

  it('finds the same whatever the number of threads and the order of cells', async () => {
    const run = async (name: string, ...words: string[]): Promise<string> => {
      const out = join(folder, name);
      const { code } = await compare(...two, '--workload', 'snapshot', ...small, '--no-speed', '--quiet', '--out', out, ...words);
      expect(code).toBe(0);
      return out;
    };
    const outs = [await run('one', '--jobs', '1'), await run('two', '--jobs', '2')];
    const [one, ...others] = outs.map((out) => readFileSync(join(out, 'correctness.csv')));
    for (const other of others) expect(other.equals(one)).toBe(true);
    const [first, ...rest] = await Promise.all(outs.map(async (out) => readResults(out)));
    for (const { verdicts, measurements } of rest) {
      expect(verdicts).toEqual(first.verdicts);
      expect(measurements).toEqual(first.measurements);
    }
  });

  it('prints the results of the report as JSON, and nothing else', async () => {
    const out = join(folder, 'json');
    const { code, stdout } = await compare(...two, ...oneOfEach, '--json', '--out', out);
    expect(code).toBe(0);
    const { checksum, ...printed } = JSON.parse(stdout) as Record<string, unknown>;
    expect(checksum).toMatch(/^[0-9a-f]{16}$/u);
    // Which files there are is of the folder.
    const { files, ...stored } = await readResults(out);
    expect(files).toContain('results.json');
    expect(printed).toEqual(stored);
  });

  it('runs all cells when it is to be quick, with workloads at a tenth of their size and without speeds, and says so', async () => {
    const out = join(folder, 'hasty');
    const cells = ['--scenario', 'basic-cow,vmsplice-child-unmap', '--workload', 'snapshot,mixed', ...small];
    const { code, stdout } = await compare(...two, ...cells, '--quick', '--out', out);
    expect(code).toBe(0);
    const { quick, speed, verdicts, measurements } = await readResults(out);
    expect({ quick, speed, verdicts: verdicts.length }).toEqual({ quick: true, speed: [], verdicts: 4 });
    const sizes = measurements.map(({ workload, parameters }) => [workload, parameters['pages'] ?? parameters['operations']]);
    expect(sizes).toEqual([
      ['snapshot', 200],
      ['snapshot', 200],
      ['mixed', 4000],
      ['mixed', 4000],
    ]);
    expect(measurements.filter((cell) => cell.speed !== undefined)).toEqual([]);
    expect(stdout).toContain('This was a quick run');
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('This was a quick run');
  });

  it('says with exit code 1 that a verdict is not what its scenario expects', async () => {
    const scenario = join(folder, 'too-good.yaml');
    const text = readFileSync(
      fileURLToPath(new URL('../workloads/scenarios/vmsplice-child-unmap.scenario.yaml', import.meta.url)),
      'utf8',
    );
    writeFileSync(scenario, text.replace(/^name: .*$/mu, 'name: too-good').replaceAll(/mapcount: violates/gu, 'mapcount: holds'));
    const { code, stdout } = await compare(
      '--policy',
      'mapcount',
      '--scenario',
      scenario,
      '--workload',
      'snapshot',
      ...small,
      '--no-speed',
      '--out',
      join(folder, 'unexpected'),
    );
    expect(code).toBe(1);
    expect(stdout).toContain('too-good under mapcount: expected holds, found violates');
  });
});
