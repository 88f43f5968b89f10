/** What an interrupted run cannot be gone on with. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../reports/index.js';
import { compare, journalOf, oneOfEach } from './testing/compare.js';
import { contentOf } from './testing/folder.js';
import { Interruptible } from './testing/interrupted.js';

const run = new Interruptible('resume-refuses');

describe('--resume is refused with exit code 2', () => {
  const out = join(run.folder, 'other');
  let journal: string;
  beforeAll(async () => {
    await run.interrupt(out, 'SIGINT');
    journal = readFileSync(journalOf(out), 'utf8');
  });

  async function refusal(...words: readonly string[]): Promise<string> {
    const before = contentOf(out);
    const { code, stdout, stderr } = await run.goOn(out, ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain('comparing');
    expect(contentOf(out)).toEqual(before);
    return stderr;
  }

  it('when nothing of the unfinished run is of this one', async () => {
    const { code, stdout, stderr } = await compare('--policy', 'page-count', ...oneOfEach, '--out', out, '--resume');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('COW028: Nothing that the unfinished run has finished is of this run.');
    expect(stderr).toContain('main.js compare --plugin');
  });

  it('when the record of finished cells is damaged, with the place', async () => {
    writeFileSync(journalOf(out), journal.replace('"faults":', '"faults":1'));
    expect(await refusal()).toMatch(/finished\.jsonl:\d: COW120: The record of the unfinished run is damaged\./u);
    writeFileSync(journalOf(out), journal);
  });

  it("when results.json is damaged: nobody knows then what else in the folder is cowlab's", async () => {
    const results = readFileSync(join(out, 'results.json'));
    writeFileSync(join(out, 'results.json'), results.subarray(0, 1000));
    expect(await refusal()).toContain('it holds `results.json`, which does not say what cowlab has written here');
    writeFileSync(join(out, 'results.json'), results);
  });

  it('but not for options that decide no cell, or a last line that a crash has cut', async () => {
    writeFileSync(journalOf(out), journal.slice(0, -5));
    expect(await run.goOn(out, '--jobs', '1', '--baseline', 'waits')).toMatchObject({ code: 0 });
    expect((await readResults(out)).baseline).toBe('waits');
    expect(existsSync(`${out}.unfinished`)).toBe(false);
  });
});
