import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CowlabError } from '../errors/errors.js';
import { checksumOf } from './checksum.js';
import { emptyResult, type JobResult } from './job.js';
import { isJournal, JournalWriter, readJournal } from './journal.js';

const command = 'cowlab compare --seed 7';

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
  const journal = new JournalWriter(file, command, readJournal(file));
  for (const policy of policies) journal.add(policy, found(policy));
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
  it('gives back what every finished job has found, and the command that began it', () => {
    write('a', 'b');
    expect(readJournal(file)).toEqual({
      command,
      length: readFileSync(file).length,
      results: new Map([
        ['a', found('a')],
        ['b', found('b')],
      ]),
    });
  });

  it('is not there before the first job is finished', () => {
    const journal = new JournalWriter(file, command, undefined);
    expect(existsSync(dirname(file))).toBe(false);
    journal.remove();
    expect(readJournal(file)).toBeUndefined();
  });

  it('is told from any other file', () => {
    write('a');
    expect(isJournal(file)).toBe(true);
    for (const text of ['cafe', '{"schema":"cowlab/journal@2"}', '0123456789abcdef {"mine":1}']) {
      writeFileSync(file, text);
      expect(isJournal(file)).toBe(false);
    }
  });

  it('keeps every job but the one whose line a crash has cut, and goes on behind it', () => {
    write('a', 'b');
    const whole = readFileSync(file);
    for (let cut = whole.lastIndexOf('\n', whole.length - 2) + 1; cut < whole.length; cut += 7) {
      writeFileSync(file, whole.subarray(0, cut));
      expect([...(readJournal(file)?.results.keys() ?? [])]).toEqual(['a']);
    }
    write('c');
    expect([...(readJournal(file)?.results.keys() ?? [])]).toEqual(['a', 'c']);
  });

  it('is none when a crash has cut its first line', () => {
    write('a');
    truncateSync(file, 20);
    expect(readJournal(file)).toBeUndefined();
    expect(isJournal(file)).toBe(true);
  });

  it('of an earlier run is replaced with the first job of one that does not go on with it', () => {
    write('a');
    const journal = new JournalWriter(file, 'cowlab compare', undefined);
    expect(readJournal(file)?.command).toBe(command);
    journal.add('b', found('b'));
    expect(readJournal(file)).toMatchObject({ command: 'cowlab compare', results: new Map([['b', found('b')]]) });
    expect(readdirSync(dirname(file))).toEqual(['finished.jsonl']);
  });

  it('is removed, and its folder is left alone, but not that of another run that has taken the place', () => {
    const [mine, other] = [new JournalWriter(file, command, undefined), new JournalWriter(file, 'cowlab compare', undefined)];
    mine.add('a', found('a'));
    other.add('b', found('b'));
    mine.add('c', found('c'));
    expect(mine.remove()).toBe(false);
    expect(readJournal(file)).toMatchObject({ command: 'cowlab compare', results: new Map([['b', found('b')]]) });
    expect(other.remove()).toBe(true);
    expect(readdirSync(dirname(file))).toEqual([]);
    expect(new JournalWriter(file, command, undefined).remove()).toBe(false);
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
    const header = JSON.stringify({ schema: 'cowlab/journal@3', command });
    writeFileSync(file, `${checksumOf(header)} ${header}\n`);
    expect(refusal().message).toContain('`cowlab/journal@3`, which this version of cowlab does not know');
  });

  it('that cannot be read is refused with the reason', () => {
    mkdirSync(file, { recursive: true });
    expect(refusal().code).toBe('COW324');
  });
});
