import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Results } from '../../core/run/results.js';
import { sampleResults } from '../testing/sample-results.js';
import { readResults } from './read-results.js';
import { resultsJson } from './results-json.js';
import { removeUnfinished, unfinishedPlace, writeUnfinishedResults } from './unfinished.js';

let parent: string;
let report: string;

beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'cowlab-unfinished-')));
  report = join(parent, 'report');
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

function unfinished(finishedCells: number): Results {
  return { ...sampleResults(), unfinished: { finishedCells, cells: 18 } };
}

function write(results: Results): string {
  return writeUnfinishedResults(results, report, unfinishedPlace(report));
}

describe('the results of an interrupted run', () => {
  it('go to the report folder where there is none, and are replaced by those of the next one', async () => {
    expect(write(unfinished(3))).toBe(report);
    expect(await readResults(report)).toEqual({ ...unfinished(3), files: ['results.json'] });
    expect(write(unfinished(4))).toBe(report);
    expect((await readResults(report)).unfinished).toEqual({ finishedCells: 4, cells: 18 });
    expect(readdirSync(parent)).toEqual(['report']);
  });

  it('leave a whole report alone', async () => {
    const whole = resultsJson({ ...sampleResults(), files: ['results.json'] });
    mkdirSync(report);
    writeFileSync(join(report, 'results.json'), whole);
    expect(write(unfinished(3))).toBe(join(parent, 'report.unfinished', 'report'));
    expect(readFileSync(join(report, 'results.json'), 'utf8')).toBe(whole);
    expect((await readResults(join(parent, 'report.unfinished', 'report'))).unfinished?.finishedCells).toBe(3);
    expect(readdirSync(parent)).toEqual(['report', 'report.unfinished']);
    expect(readdirSync(join(parent, 'report.unfinished'))).toEqual(['report']);
  });

  it.each(['not JSON', 'null', '{"unfinished": {}}'])(
    'leave a folder alone that is not surely of an interrupted run: %s',
    (text) => {
      mkdirSync(report);
      const file = text.startsWith('{') ? 'diary.txt' : 'results.json';
      writeFileSync(join(report, file), text);
      if (file === 'diary.txt') writeFileSync(join(report, 'results.json'), text);
      expect(write(unfinished(3))).toBe(join(parent, 'report.unfinished', 'report'));
      expect(readFileSync(join(report, file), 'utf8')).toBe(text);
    },
  );

  it('follow a symbolic link to the folder', async () => {
    mkdirSync(join(parent, 'real'));
    symlinkSync(join(parent, 'real'), report);
    expect(unfinishedPlace(report).folder).toBe(join(parent, 'real.unfinished'));
    write(unfinished(3));
    expect((await readResults(join(parent, 'real'))).unfinished).toBeDefined();
    expect(readdirSync(parent)).toEqual(['real', 'report']);
  });

  it.each([
    ['finished.jsonl', 'a list of what I have done'],
    ['report/notes.txt', 'mine'],
    ['report/traces/redis.txt', 'mine'],
  ])('do not go to a place where somebody else has %s', (name, text) => {
    const file = join(parent, 'report.unfinished', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    expect(() => unfinishedPlace(report)).toThrow(/it holds `(?:finished\.jsonl|report\/(?:notes\.txt|traces))`/u);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('go when the run is over, and nothing else goes with them', () => {
    const place = unfinishedPlace(report);
    mkdirSync(report);
    writeFileSync(join(report, 'mine.txt'), '');
    write(unfinished(3));
    writeFileSync(join(place.folder, 'came-late.txt'), 'mine');
    removeUnfinished(place);
    expect(readdirSync(parent)).toEqual(['report', 'report.unfinished']);
    expect(readdirSync(place.folder)).toEqual(['came-late.txt']);
  });

  it('do not go to a folder of somebody else', () => {
    mkdirSync(join(parent, 'report.unfinished'));
    writeFileSync(join(parent, 'report.unfinished', 'symphony.txt'), 'in b minor');
    expect(() => unfinishedPlace(report)).toThrow('it holds `symphony.txt`');
    expect(readdirSync(join(parent, 'report.unfinished'))).toEqual(['symphony.txt']);
  });
});
