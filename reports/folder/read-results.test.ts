import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CowlabError } from '../../core/program/errors.js';
import { sampleResults } from '../testing/sample-results.js';
import { readResults } from './read-results.js';
import { resultsJson } from './results-json.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cowlab-results-'));
  file = join(folder, 'results.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function refusal(content?: string): Promise<CowlabError> {
  if (content !== undefined) await writeFile(file, content);
  const error: unknown = await readResults(file).then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof CowlabError)) throw new Error('not refused', { cause: error });
  expect(error.exitCode).toBe(2);
  expect(error.where).toBe(file);
  return error;
}

/** The sample with one value replaced, as text. */
function damaged(path: readonly (string | number)[], value: unknown): string {
  const results = JSON.parse(resultsJson(sampleResults())) as object;
  const owner = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(at as object, key), results);
  Reflect.set(owner as object, path.at(-1) ?? '', value);
  return JSON.stringify(results);
}

describe('readResults', () => {
  it('reads back everything that was written, from the file or its folder', async () => {
    await writeFile(file, resultsJson(sampleResults()));
    expect(await readResults(file)).toEqual(sampleResults());
    expect(await readResults(folder)).toEqual(sampleResults());
  });

  it('refuses a file that is not there', async () => {
    expect((await refusal()).message).toContain('there is no such file or folder');
  });

  it('refuses a truncated file', async () => {
    const whole = resultsJson(sampleResults());
    expect((await refusal(whole.slice(0, whole.length / 2))).message).toContain('not JSON');
  });

  it('refuses what cowlab did not write', async () => {
    expect((await refusal('{"schema":"other@1"}')).message).toBe('The field `schema` is "other@1".');
    expect((await refusal('[]')).message).toBe('The field `schema` is missing.');
    expect((await refusal('null')).message).toBe('The field `schema` is missing.');
  });

  it('refuses a newer schema and says what to do', async () => {
    const error = await refusal(resultsJson(sampleResults()).replace('results@1', 'results@2'));
    expect(error.message).toContain('`cowlab/results@2`');
    expect(error.expected).toBe('`cowlab/results@1`');
    expect(error.hint).toContain('newer');
  });

  it.each([
    [['measurements', 3, 'events', 'copies'], 'many', 'The field `measurements[3].events.copies` is "many".'],
    [['verdicts', 0, 'verdict'], 'fine', 'The field `verdicts[0].verdict` is "fine".'],
    [['verdicts', 0, 'breaches', 0, 'kind'], 7, 'The field `verdicts[0].breaches[0].kind` is 7.'],
    [['host', 'cpus'], undefined, 'The field `host.cpus` is missing.'],
    [['verdicts', 2, 'policy'], 'gone', 'The field `verdicts[2].policy` is "gone".'],
    [['baseline'], 'gone', 'The field `baseline` is "gone".'],
    [['measurements', 0, 'workload'], 'gone', 'The field `measurements[0].workload` is "gone".'],
  ])('names the damaged field %j', async (path, value, message) => {
    const error = await refusal(damaged(path, value));
    expect(error.message).toBe(message);
    expect(error.expected).not.toBe('');
  });
});

describe('resultsJson', () => {
  it('gives equal results equal bytes, whatever the order of their keys', () => {
    const turned = JSON.parse(JSON.stringify(sampleResults()), (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).reverse());
    }) as ReturnType<typeof sampleResults>;
    expect(Object.keys(turned)[0]).not.toBe(Object.keys(sampleResults())[0]);
    expect(resultsJson(turned)).toBe(resultsJson(sampleResults()));
    expect(resultsJson(turned)).toMatch(/^\{\n  "schema": "cowlab\/results@1",\n/u);
  });
});
