/** What another run takes of an interrupted one, and what it leaves. */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compare, journalOf, oneOfEach, startCompare } from './testing/compare.js';
import { Interruptible } from './testing/interrupted.js';

const run = new Interruptible('resume-shares');

describe('--resume takes what has the same inputs, and runs the rest', () => {
  const [out, fresh] = [join(run.folder, 'like'), join(run.folder, 'fresh')];

  /** What it says when it goes on with what is there; it finds the same as one from the start. */
  async function goOnLikeFresh(given: readonly string[]): Promise<string> {
    const { code, stderr } = await compare(...given, '--out', out, '--resume');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    rmSync(fresh, { recursive: true, force: true });
    await compare(...given, '--out', fresh, '--quiet');
    for (const file of ['correctness.csv', 'performance.csv']) {
      expect(readFileSync(join(out, file), 'utf8')).toBe(readFileSync(join(fresh, file), 'utf8'));
    }
    expect(existsSync(`${out}.unfinished`)).toBe(false);
    return stderr;
  }

  beforeEach(async () => {
    rmSync(out, { recursive: true, force: true });
    await run.interrupt(out, 'SIGINT');
    run.open();
  });

  afterEach(() => writeFileSync(run.plugin, run.waits));

  it('a changed plugin runs its own cells again, and no other one', async () => {
    writeFileSync(run.plugin, run.waits.replace('return Reuse.copy', 'return Reuse.now'));
    const stderr = await goOnLikeFresh(run.compared({}));
    expect(stderr).toContain('cowlab: 6 finished jobs are taken from the unfinished run; 2 are not of this one\n');
    expect(readFileSync(join(out, 'correctness.csv'), 'utf8')).toMatch(/,waits,violates,/u);
  });

  it.each([
    [{ scenario: 'basic-cow,rw-pin-races-fork' }, '5 finished jobs are taken from the unfinished run; 3 are not of this one'],
    [{ policy: 'page-count,waits,mapcount' }, '5 finished jobs are taken from the unfinished run; 3 are not of this one'],
    [{ more: ['--seed', '2'] }, '6 finished jobs are taken from the unfinished run; 2 are not of this one'],
    [{ more: ['--quick'] }, '6 finished jobs are taken from the unfinished run; 2 are not of this one'],
    [{ more: ['--parameter', 'stores=901'] }, '6 finished jobs are taken from the unfinished run; 2 are not of this one'],
  ])('other cells, %j: those that it shares are taken', async (other, expected) => {
    expect(await goOnLikeFresh(run.compared(other))).toContain(`cowlab: ${expected}\n`);
  });
});

it('a run that starts over says so, and leaves an unfinished one until it has a cell of its own', async () => {
  const out = join(run.folder, 'over');
  await run.interrupt(out, 'SIGINT');
  const before = readFileSync(journalOf(out));
  const lost = run.plugins.write('lost.ts', run.waiting('lost', 0));
  for (const file of [run.gate, run.log]) rmSync(file, { force: true });
  const running = startCompare(['--plugin', lost, '--policy', 'lost', ...oneOfEach, '--out', out]);
  // A thread has started: the first cell is under way.
  await running.until(() => existsSync(run.log) && readFileSync(run.log, 'utf8').startsWith('loaded\nloaded\n'));
  running.kill('SIGINT');
  const { code, stderr } = await running.ended;
  expect(code).toBe(130);
  expect(stderr).toContain('starting over; the unfinished run in');
  expect(stderr).toContain('interrupted; no cell was finished yet');
  expect(readFileSync(journalOf(out)).equals(before)).toBe(true);
  expect(await run.goOn(out)).toMatchObject({ code: 0 });
});
