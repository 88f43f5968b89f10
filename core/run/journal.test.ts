import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CowlabError } from '../errors/errors.js';
import { emptyResult, jobKey, type Job, type JobResult } from './job.js';
import { isJournal, JournalWriter, readJournal } from './journal.js';

const header = { identity: { seed: 7 }, command: 'cowlab compare --seed 7' };

function job(policy: string): Job {
  return { kind: 'workload', workload: 'snapshot', policy, parameters: { pages: 5 }, seed: 7 };
}

function found(policy: string): JobResult {
  return { ...emptyResult, failures: [{ cells: 1, cell: `snapshot under ${policy}`, text: 'außer Betrieb' }] };
}

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cowlab-journal-'));
  file = join(folder, 'run', 'finished.jsonl');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(...policies: readonly string[]): void {
  const journal = new JournalWriter(file, header, readJournal(file));
  for (const policy of policies) journal.add(job(policy), found(policy));
}

function refusal(): CowlabError {
  try {
    readJournal(file);
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('a journal', () => {
  it('gives back what every finished job has found, and which run it was', () => {
    write('a', 'b');
    expect(readJournal(file)).toEqual({
      schema: 'cowlab/journal@1', ...header, length: readFileSync(file).length,
      results: new Map([[jobKey(job('a')), found('a')], [jobKey(job('b')), found('b')]]),
    });
  });

  it('is not there before the first job is finished', () => {
    const journal = new JournalWriter(file, header, undefined);
    expect(existsSync(dirname(file))).toBe(false);
    journal.remove();
    expect(readJournal(file)).toBeUndefined();
  });

  it('is told from any other file', () => {
    write('a');
    expect(isJournal(file)).toBe(true);
    for (const text of ['cafe', '{"schema":"cowlab/journal@1"}', '0123456789abcdef {"mine":1}']) {
      writeFileSync(file, text);
      expect(isJournal(file)).toBe(false);
    }
  });

  it('keeps every job but the one whose line a crash has cut, and goes on behind it', () => {
    write('a', 'b');
    const whole = readFileSync(file);
    for (let cut = whole.lastIndexOf('\n', whole.length - 2) + 1; cut < whole.length; cut += 7) {
      writeFileSync(file, whole.subarray(0, cut));
      expect([...readJournal(file)?.results.keys() ?? []]).toEqual([jobKey(job('a'))]);
    }
    write('c');
    expect([...readJournal(file)?.results.keys() ?? []]).toEqual([jobKey(job('a')), jobKey(job('c'))]);
  });

  it('is none when a crash has cut its first line', () => {
    write('a');
    truncateSync(file, 20);
    expect(readJournal(file)).toBeUndefined();
    expect(isJournal(file)).toBe(true);
  });

  it('of an earlier run is replaced with the first job of one that does not go on with it', () => {
    write('a');
    const journal = new JournalWriter(file, { ...header, command: 'cowlab compare' }, undefined);
    expect(readJournal(file)?.command).toBe(header.command);
    journal.add(job('b'), found('b'));
    expect(readJournal(file)).toMatchObject({ command: 'cowlab compare', results: new Map([[jobKey(job('b')), found('b')]]) });
    expect(readdirSync(dirname(file))).toEqual(['finished.jsonl']);
  });

  it('is removed, and its folder is left alone, but not that of another run that has taken the place', () => {
    const [mine, other] = [new JournalWriter(file, header, undefined), new JournalWriter(file, { ...header, command: 'cowlab compare' }, undefined)];
    mine.add(job('a'), found('a'));
    other.add(job('b'), found('b'));
    mine.add(job('c'), found('c'));
    expect(mine.remove()).toBe(false);
    expect(readJournal(file)).toMatchObject({ command: 'cowlab compare', results: new Map([[jobKey(job('b')), found('b')]]) });
    expect(other.remove()).toBe(true);
    expect(readdirSync(dirname(file))).toEqual([]);
    expect(new JournalWriter(file, header, undefined).remove()).toBe(false);
  });

  it('that was changed is refused with the line', () => {
    write('a', 'b');
    writeFileSync(file, readFileSync(file, 'utf8').replace('snapshot under a', 'snapshot under x'));
    expect(refusal()).toMatchObject({ code: 'COW120', where: `${file}:2`, exitCode: 2 });
    expect(refusal().message).toContain('damaged');
    expect(refusal().hint).toContain('--resume');
    appendFileSync(file, 'no checksum\n');
    expect(refusal().where).toBe(`${file}:2`);
  });

  it('of a newer version is refused', () => {
    write('a');
    // The checksum of a line of another version is right.
    const other = join(folder, 'other', 'finished.jsonl');
    new JournalWriter(other, { ...header, schema: 'cowlab/journal@2' } as typeof header, undefined).add(job('a'), found('a'));
    writeFileSync(file, readFileSync(other));
    expect(refusal().message).toContain('`cowlab/journal@2`, which this version of cowlab does not know');
  });

  it('that cannot be read is refused with the reason', () => {
    mkdirSync(file, { recursive: true });
    expect(refusal().code).toBe('COW020');
  });
});
