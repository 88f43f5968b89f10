import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { PluginFiles } from '../core/run/testing/plugin-files.js';
import { readResults } from '../reports/index.js';

const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cowlab-compare-'));
const plugins = new PluginFiles();

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  plugins.remove();
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `meanwhile` is asked again whenever something comes on standard error. */
async function compare(words: readonly string[], meanwhile?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, [command, 'compare', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    meanwhile?.(stderr, (signal) => child.kill(signal));
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout, stderr };
}

const two = ['--policy', 'mapcount,anon-exclusive-6.15'];
const small = ['--parameter', 'pages=2000', '--parameter', 'stores=900'];

/** Rows of a CSV file without quoted fields. */
function rowsOf(file: string): readonly (readonly string[])[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split(','));
}

describe('cowlab compare', () => {
  it('writes a whole report and prints what is in it', async () => {
    const out = join(folder, 'whole');
    const scenarios = ['basic-cow', 'vmsplice-child-unmap', 'rw-pin-races-fork'];
    const { code, stdout, stderr } = await compare([...two, '--scenario', scenarios.join(','), '--workload', 'redis-bgsave,snapshot', ...small, '--out', out]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^cowlab: comparing 3 scenarios and 2 workloads under 2 policies\ncowlab: done in \d+ s\n$/u) as string,
    });
    for (const words of [...scenarios, 'mapcount', '12,092', '14,297 accesses', 'million/s', `Report: ${join(out, 'index.html')}`]) {
      expect(stdout).toContain(words);
    }
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining([
      'index.html', 'results.json', 'correctness.csv', 'performance.csv', 'traces/vmsplice-child-unmap.mapcount.txt',
    ]));
    expect(files.filter((file) => /^charts\/.*\.svg$/u.test(file))).toHaveLength(2);
    expect(files.filter((file) => /^charts\/.*\.vl\.json$/u.test(file))).toHaveLength(2);
    expect(readFileSync(join(out, 'traces', 'vmsplice-child-unmap.mapcount.txt'), 'utf8')).toContain('isolation');

    const results = await readResults(out);
    expect(results.verdicts.map((v) => `${v.scenario}/${v.policy}`)).toEqual(
      scenarios.flatMap((scenario) => [`${scenario}/mapcount`, `${scenario}/anon-exclusive-6.15`]));
    expect(results.measurements.map((m) => `${m.workload}/${m.policy}`)).toEqual([
      'redis-bgsave/mapcount', 'redis-bgsave/anon-exclusive-6.15', 'snapshot/mapcount', 'snapshot/anon-exclusive-6.15',
    ]);
    expect(results.speed.length).toBeGreaterThan(0);
    expect(results.command).toContain('cowlab compare --policy mapcount,anon-exclusive-6.15');

    const correctness = rowsOf(join(out, 'correctness.csv'));
    expect(correctness).toHaveLength(1 + 3 * 2);
    expect(correctness[0].slice(0, 3)).toEqual(['scenario', 'policy', 'verdict']);
    expect(correctness.find(([s, p]) => s === 'vmsplice-child-unmap' && p === 'mapcount')?.[2]).toBe('violates');
    const performance = rowsOf(join(out, 'performance.csv'));
    expect(performance).toHaveLength(1 + 2 * 2);
    for (const row of performance) expect(row).toHaveLength(performance[0].length);
  });

  it('finds the same whatever the number of threads and the order of cells', async () => {
    const run = async (name: string, ...words: string[]): Promise<string> => {
      const out = join(folder, name);
      const { code } = await compare([...two, '--workload', 'snapshot', ...small, '--no-speed', '--quiet', '--out', out, ...words]);
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
    const { code, stdout } = await compare([...two, '--scenario', 'basic-cow', '--workload', 'snapshot', ...small, '--no-speed', '--json', '--out', out]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(await readResults(out));
  });

  it('says with exit code 1 that a verdict is not what its scenario expects', async () => {
    const scenario = join(folder, 'too-good.yaml');
    const text = readFileSync(fileURLToPath(new URL('../workloads/scenarios/vmsplice-child-unmap.scenario.yaml', import.meta.url)), 'utf8');
    writeFileSync(scenario, text.replace(/^name: .*$/mu, 'name: too-good').replaceAll(/mapcount: violates/gu, 'mapcount: holds'));
    const { code, stdout } = await compare(['--policy', 'mapcount', '--scenario', scenario, '--workload', 'snapshot', ...small, '--no-speed', '--out', join(folder, 'unexpected')]);
    expect(code).toBe(1);
    expect(stdout).toContain('too-good under mapcount: expected holds, found violates');
  });
});

/** Answers a number of questions, then throws: enough for every scenario, too few for a workload. */
const givesUp = `
import { injectable } from 'inversify';
import { definePolicy, Reuse, Rule } from 'cowlab';
let left = 500;
@injectable()
class GiveUp {
  readonly reads = [] as const;
  mayReuse(): Reuse {
    if (left-- === 0) throw new Error('no more answers');
    return Reuse.copy;
  }
}
export default definePolicy('gives-up', { title: 'Gives up', extends: 'mapcount', rules: { [Rule.WriteFault]: GiveUp } });
`;

describe('a policy that throws in a workload', () => {
  it('leaves the other cells alone; its cell carries the error, and the exit code is 3', async () => {
    const plugin = plugins.write('gives-up.ts', givesUp);
    const out = join(folder, 'broken');
    const { code, stdout, stderr } = await compare([
      '--plugin', plugin, '--policy', 'mapcount,gives-up', '--scenario', 'basic-cow', '--workload', 'snapshot', ...small, '--no-speed', '--out', out,
    ]);
    expect(code).toBe(3);
    for (const words of ['1 cell broke', 'snapshot under gives-up', 'GiveUp', 'no more answers', plugin]) expect(stderr).toContain(words);
    expect(stdout).toContain('gives-up failed: The rule GiveUp');
    const { verdicts, measurements } = await readResults(out);
    expect(verdicts.map((v) => `${v.policy} ${v.verdict}`)).toEqual(['mapcount holds', 'gives-up holds']);
    const [sound, broken] = measurements;
    expect(sound.error).toBeUndefined();
    expect(sound.events.faults).toBeGreaterThan(2000);
    expect(broken.error).toContain('no more answers');
    expect(broken.events).toEqual({});
    expect(existsSync(join(out, 'index.html'))).toBe(true);
  });
});

describe('refuses with exit code 2, before anything is run or written,', () => {
  const refused = async (words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await compare(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain('comparing');
    return stderr;
  };

  it.each([
    [['--policy', 'mapcout'], 'mapcount'],
    [['--scenario', 'basic-cwo'], 'basic-cow'],
    [['--workload', 'snapshut'], 'snapshot'],
    [['--parameter', 'page=3'], 'pages'],
    [['--parameter', 'pages'], 'NAME=NUMBER'],
    [['--parameter', 'pages=0'], 'a number from 1'],
    [['--jobs', '0'], '1 or more'],
    [['--seed', 'x'], '0 or more'],
    [['--kernel', '1.0'], 'cowlab list kernels'],
    [['--plugin', 'no-such-plugin.ts'], 'no-such-plugin.ts'],
    [['--polcy', 'mapcount'], '--policy'],
  ])('%j', async (words, expected) => {
    const out = join(folder, 'refused');
    expect(await refused([...words, '--out', out])).toContain(expected);
    expect(existsSync(out)).toBe(false);
  });

  it('a folder that holds something else than a report, and leaves it alone', async () => {
    const out = join(folder, 'home');
    mkdirSync(out);
    writeFileSync(join(out, 'diary.txt'), 'dear diary');
    expect(await refused(['--out', out])).toContain('diary.txt');
    expect(readdirSync(out)).toEqual(['diary.txt']);
  });

  it('a place below a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await refused(['--out', join(file, 'report')])).toContain('cannot be written');
  });
});

describe('Ctrl-C', () => {
  it('ends the run at once and leaves an earlier report as it was', async () => {
    const place = join(folder, 'interrupted');
    const out = join(place, 'report');
    mkdirSync(place);
    const { code: first } = await compare([...two, '--scenario', 'basic-cow', '--workload', 'snapshot', ...small, '--no-speed', '--quiet', '--out', out]);
    expect(first).toBe(0);
    const before = join(folder, 'before');
    cpSync(out, before, { recursive: true });

    const { code, stdout, stderr } = await compare(['--out', out], (text, kill) => {
      if (text.endsWith('policies\n')) setTimeout(() => kill('SIGINT'), 1000);
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('interrupted');
    expect(readdirSync(place)).toEqual(['report']);
    for (const file of ['results.json', 'index.html', 'correctness.csv', 'performance.csv']) {
      expect(readFileSync(join(out, file)).equals(readFileSync(join(before, file)))).toBe(true);
    }
  });
});
