import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from './testing/folder.js';
import { compare } from './testing/compare.js';

const folder = testFolder('compare-refuses');

async function refused(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await compare(...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toContain('comparing');
  return stderr;
}

describe('cowlab compare refuses with exit code 2, before anything is run or written,', () => {
  it.each([
    [['--policy', 'mapcout'], 'mapcount'],
    [['--policy', 'mapcount+mapcount'], 'names `mapcount` twice'],
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
    [['--baseline', 'mapcout'], 'did you mean `mapcount`?'],
    [['--baseline', 'early-cow', '--policy', 'mapcount,page-count'], 'one of mapcount, page-count'],
    [['--resume'], 'There is no unfinished run to go on with'],
  ])('%j', async (words, expected) => {
    const out = join(folder, 'refused');
    expect(await refused(...words, '--out', out)).toContain(expected);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('cowlab compare leaves alone', () => {
  it('a folder that holds something else than a report', async () => {
    const out = join(folder, 'home');
    mkdirSync(out);
    writeFileSync(join(out, 'diary.txt'), 'dear diary');
    expect(await refused('--out', out)).toContain('diary.txt');
    expect(readdirSync(out)).toEqual(['diary.txt']);
  });

  it.each([
    ['traces', 'redis.perf-script.gz'],
    ['charts', 'mine.svg'],
  ])("a folder that holds only %s, which are somebody's own", async (name, file) => {
    const out = join(folder, `only-${name}`);
    mkdirSync(join(out, name), { recursive: true });
    writeFileSync(join(out, name, file), 'recorded for a week');
    expect(await refused('--out', out)).toContain(`it holds \`${name}\`, and no \`results.json\` that lists it`);
    expect(readFileSync(join(out, name, file), 'utf8')).toBe('recorded for a week');
  });

  it('a folder where it would keep finished cells, and somebody else keeps other things', async () => {
    const taken = join(folder, 'work.unfinished');
    mkdirSync(taken);
    writeFileSync(join(taken, 'symphony.txt'), 'in b minor');
    expect(await refused('--out', join(folder, 'work'))).toContain('symphony.txt');
    expect(readFileSync(join(taken, 'symphony.txt'), 'utf8')).toBe('in b minor');
  });

  it('a file in the place of the report, and a place below it', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'mine');
    expect(await refused('--out', file)).toContain('cannot be written');
    expect(await refused('--out', join(file, 'report'))).toContain('cannot be written');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(existsSync(`${file}.unfinished`)).toBe(false);
  });
});
