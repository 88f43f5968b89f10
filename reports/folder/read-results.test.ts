import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CowlabError } from '../../core/errors/errors.js';
import { reported } from '../../core/program/breach-words.js';
import type { Figure, RecordingNotes } from '../../core/program/workload.js';
import type { Results } from '../../core/run/results.js';
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
  const error: unknown = await readResults(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CowlabError)) throw new Error('not refused', { cause: error });
  expect(error.exitCode).toBe(2);
  expect(error.where).toMatch(new RegExp(`^${file}(?::\\d+:\\d+)?$`, 'u'));
  return error;
}

/** The sample with one value replaced, as text; with the checksum of before. */
function damaged(path: readonly (string | number)[], value: unknown): string {
  const results = JSON.parse(resultsJson(sampleResults())) as object;
  const owner = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(at as object, key), results);
  Reflect.set(owner as object, path.at(-1) ?? '', value);
  return JSON.stringify(results);
}

/** The sample with something added to a list. */
function longer(list: 'verdicts' | 'measurements' | 'policies' | 'speed', item: (sample: Results) => unknown): string {
  const sample = sampleResults();
  return resultsJson({ ...sample, [list]: [...sample[list], item(sample)] });
}

function olderNotes({ figures, ...beside }: RecordingNotes): unknown {
  const named = (id: string): readonly Figure[] => figures.filter((figure) => figure.id === id);
  return {
    ...Object.fromEntries(
      figures.filter(({ id }) => !['differs', 'notReplayed'].includes(id)).map(({ id, value }) => [id, value]),
    ),
    ...beside,
    differences: named('differs').map(({ words: reason, value: count }) => ({ reason, count })),
    notReplayed: named('notReplayed').map(({ words: what, value: count }) => ({ what, count })),
  };
}

describe('readResults', () => {
  it('reads back everything that was written, from the file or its folder', async () => {
    await writeFile(file, resultsJson(sampleResults()));
    expect(await readResults(file)).toEqual(sampleResults());
    expect(await readResults(folder)).toEqual(sampleResults());
  });

  it('reads back what a breach is as data, whatever its facts are', async () => {
    const underWay = [{ actor: 'P', operation: 'fork C' }];
    const breaches = (
      [
        { kind: 'invariant', invariant: 'I15', what: 'pin-not-announced', facts: { process: 0 } },
        {
          kind: 'snapshot',
          what: 'values-not-together',
          facts: {
            values: [
              { name: 'C.r', value: '2' },
              { name: 'C.s', value: '1' },
            ],
          },
        },
        { kind: 'progress', what: 'nobody-goes-on', facts: { underWay } },
        { kind: 'lifetime', what: 'stale-access', facts: { access: 'store', page: 0, frame: 1 } },
      ] as const
    ).map(reported);
    const [first, ...others] = sampleResults().verdicts;
    const results: Results = { ...sampleResults(), verdicts: [{ ...first, breaches }, ...others] };
    await writeFile(file, resultsJson(results));
    expect(await readResults(file)).toEqual(results);
    expect(breaches[0]).toMatchObject({
      detail: 'I15: process 0 maps a pinned page, but has_pinned is not set',
      invariant: 'I15',
      facts: { process: 0 },
    });
  });

  it('reads the figures of recordings as an earlier cowlab wrote them, a field for each', async () => {
    const older = JSON.parse(JSON.stringify(sampleResults()), (key, value: unknown) =>
      key === 'recording' ? olderNotes(value as RecordingNotes) : value,
    ) as Results;
    await writeFile(file, resultsJson(older));
    expect(readFileSync(file, 'utf8')).toContain('"agreeForetold": 8607');
    expect(await readResults(file)).toEqual(sampleResults());
  });

  it('gives no figure for a speed whose margin is too large for one, though an earlier cowlab wrote it', async () => {
    const sample = sampleResults();
    const wide = { operationsPerSecond: 4e6, marginPercent: 20.5, samples: 3 };
    const measurements = sample.measurements.map((cell) => (cell.speed === undefined ? cell : { ...cell, speed: wide }));
    await writeFile(file, resultsJson({ ...sample, measurements, speed: sample.speed.map((one) => ({ ...one, ...wide })) }));
    const read = await readResults(file);
    const speeds = [...read.speed, ...read.measurements.flatMap(({ speed }) => speed ?? [])];
    expect(speeds.length).toBeGreaterThan(sample.speed.length);
    for (const { operationsPerSecond, why } of speeds) {
      expect({ operationsPerSecond, why }).toEqual({ operationsPerSecond: null, why: 'margin of error above 20 %' });
    }
    await writeFile(file, resultsJson(read));
    expect(await readResults(file)).toEqual(read);
  });

  it('refuses a file that is not there', async () => {
    expect((await refusal()).message).toContain('there is no such file or folder');
  });

  it('refuses a truncated file', async () => {
    const whole = resultsJson(sampleResults());
    expect(await refusal(whole.slice(0, whole.length / 2))).toMatchObject({
      code: 'COW053',
      message: expect.stringContaining('not JSON') as string,
    });
  });

  it.each([
    ['{', '1:2'],
    ['{"a": 1,}', '1:9'],
    ['[1, 2', '1:6'],
    ['{"a": 1} x', '1:10'],
    ['{\n "a": nul\n}', '2:7'],
    ['{\n\n"a" 1}', '3:1'],
    ['', '1:1'],
    ['["\t"]', '1:2'],
    ['{"a": 01}', '1:8'],
    ['[1 2]', '1:4'],
    ['['.repeat(100_000), '1:100001'],
    ['{"a": [{}, {"b": [}]}', '1:19'],
    ['"\\x"', '1:1'],
  ])('says where %j stops being JSON', async (text, place) => {
    expect(await refusal(text)).toMatchObject({ code: 'COW053', where: `${file}:${place}` });
  });

  it('accepts a byte order mark, and any indentation', async () => {
    await writeFile(file, `\uFEFF${JSON.stringify(JSON.parse(resultsJson(sampleResults())))}`);
    expect(await readResults(file)).toEqual(sampleResults());
  });

  it('refuses what was changed after it was written, even where it still fits', async () => {
    const error = await refusal(damaged(['verdicts', 0, 'states'], 15));
    expect(error.code).toBe('COW058');
    expect(error.message).toMatch(/^The field `checksum` is "[0-9a-f]{16}"\.$/u);
    expect(error.expected).toMatch(/^[0-9a-f]{16}, that of the content$/u);
    expect((await refusal(damaged(['checksum'], undefined))).message).toBe('The field `checksum` is missing.');
    expect((await refusal(damaged(['checksum'], ['0']))).message).toBe('The field `checksum` is a list.');
  });

  it.each([
    [
      'verdicts',
      longer('verdicts', ({ verdicts }) => verdicts[2]),
      'The entry `verdicts[12]` is the same as `verdicts[2]`: "vmsplice-child-unmap under anon-exclusive".',
    ],
    ['verdicts that differ', longer('verdicts', ({ verdicts }) => ({ ...verdicts[2], states: 1 })), 'the same as `verdicts[2]`'],
    ['measurements', longer('measurements', ({ measurements }) => measurements[0]), 'the same as `measurements[0]`'],
    [
      'policies',
      longer('policies', ({ policies }) => policies[0]),
      'The entry `policies[3]` is the same as `policies[0]`: "mapcount".',
    ],
    ['speeds', longer('speed', ({ speed }) => speed[0]), 'the same as `speed[0]`'],
  ])('refuses %s given twice', async (_, text, message) => {
    expect(await refusal(text)).toMatchObject({ code: 'COW057', message: expect.stringContaining(message) as string });
  });

  it('is not brought down by data of any size or depth', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect((await refusal(`{"schema": ${deep}}`)).message).toBe('The field `schema` is a list.');
    expect((await refusal(resultsJson(sampleResults()).replace(/^ {2}"seed": \d+/mu, `"seed": ${deep}`))).message).toBe(
      'The field `seed` is a list.',
    );
    expect(
      (await refusal(resultsJson(sampleResults()).replace('"verdicts": [', `"verdicts": [${'1, '.repeat(2_000_000)}`))).message,
    ).toBe('The field `verdicts[0]` is 1.');
    expect(await refusal(`{"schema": [${'{},'.repeat(10_000_001)}0]}`)).toMatchObject({
      code: 'COW054',
      message: 'The results file is of more than 20,000,000 values.',
    });
  });

  it('refuses what cowlab did not write', async () => {
    expect(await refusal('{"schema":"other@1"}')).toMatchObject({ code: 'COW055', message: 'The field `schema` is "other@1".' });
    expect((await refusal('[]')).message).toBe('The field `schema` is missing.');
    expect((await refusal('null')).message).toBe('The field `schema` is missing.');
  });

  it('refuses a newer schema and says what to do', async () => {
    const error = await refusal(resultsJson(sampleResults()).replace('results@1', 'results@2'));
    expect(error.code).toBe('COW051');
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
    [['verdicts', 0, 'states'], -1, 'The field `verdicts[0].states` is -1.'],
    [['verdicts', 0, 'states'], 1.5, 'The field `verdicts[0].states` is 1.5.'],
    [['measurements', 0, 'peakFrames'], 2 ** 60, 'The field `measurements[0].peakFrames` is 1152921504606847000.'],
    [['verdicts', 0, 'events', 'copies'], -3, 'The field `verdicts[0].events.copies` is -3.'],
    [['verdicts', 0, 'verdit'], 'holds', 'The field `verdicts[0].verdit` is "holds".'],
    [['comment'], 'mine', 'The field `comment` is "mine".'],
    [['verdicts', 3, 'breaches', 0, 'facts', 'allowed'], true, 'The field `verdicts[3].breaches[0].facts.allowed` is true.'],
    [['verdicts', 0, 'breaches'], {}, 'The field `verdicts[0].breaches` is a map.'],
    [['seed'], null, 'The field `seed` is null.'],
    [['measurements', 0, 'workload'], 'gone', 'The field `measurements[0].workload` is "gone".'],
    [
      ['measurements', 3, 'recording', 'figures', 0, 'value'],
      -1,
      'The field `measurements[3].recording.figures[0].value` is -1.',
    ],
  ])('names the damaged field %j', async (path, value, message) => {
    const error = await refusal(damaged(path, value));
    expect(error).toMatchObject({ code: value === 'gone' ? 'COW056' : 'COW050', message });
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
