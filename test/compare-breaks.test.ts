/** Cells in which a policy throws, or ends its thread: they are broken, and no other is. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PluginFiles, throwingFork, tiring } from '../core/run/testing/plugin-files.js';
import { readResults } from '../reports/index.js';
import { compare, oneOfEach, rowsOf } from './testing/compare.js';
import { testFolder } from './testing/folder.js';

const folder = testFolder('compare-breaks');
const plugins = new PluginFiles();
afterAll(() => plugins.remove());

describe('a policy that throws in a workload', () => {
  it('leaves the other cells alone; its cell carries the error, and the exit code is 3', async () => {
    const plugin = plugins.write('gives-up.ts', tiring('gives-up', "throw new Error('no more answers')"));
    const out = join(folder, 'broken');
    const { code, stdout, stderr } = await compare(
      '--plugin',
      plugin,
      '--policy',
      'mapcount,gives-up',
      ...oneOfEach,
      '--out',
      out,
    );
    expect(code).toBe(3);
    for (const words of ['1 cell broke', 'snapshot under gives-up', 'Tires', 'no more answers', plugin])
      expect(stderr).toContain(words);
    expect(stdout).toContain('gives-up failed: The rule Tires');
    const { verdicts, measurements } = await readResults(out);
    expect(verdicts.map((v) => `${v.policy} ${v.verdict}`)).toEqual(['mapcount holds', 'gives-up holds']);
    const [sound, broken] = measurements;
    expect(sound.error).toBeUndefined();
    expect(sound.events.faults).toBeGreaterThan(2000);
    expect(broken.error).toContain('no more answers');
    expect(broken.events).toEqual({});
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain(
      '<p>1 cell is broken, so that nothing is known of it:</p><ul><li>snapshot under gives-up: The rule Tires',
    );
    const [head, ...rows] = rowsOf(join(out, 'performance.csv'));
    const errors = rows.map((row) => row[head.indexOf('error')]);
    expect(errors).toEqual(['', expect.stringContaining('no more answers')]);
  });

  it('has failed cells of scenarios marked, too', async () => {
    const plugin = plugins.write('throws.ts', throwingFork('throws', 'out of ideas'));
    const out = join(folder, 'throws');
    const { code, stderr } = await compare('--plugin', plugin, '--policy', 'mapcount,throws', ...oneOfEach, '--out', out);
    expect(code).toBe(3);
    for (const words of ['2 cells broke', 'basic-cow under throws', 'snapshot under throws', 'ThrowingFork', plugin])
      expect(stderr).toContain(words);
    const { verdicts } = await readResults(out);
    expect(verdicts).toMatchObject([
      { verdict: 'holds' },
      { verdict: 'broken', error: expect.stringContaining('out of ideas') as string },
    ]);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toMatch(
      /title="basic-cow under throws: broken: The rule ThrowingFork[^"]*">\?</u,
    );
  });

  it('takes no other cell with it when it ends its thread', async () => {
    const plugin = plugins.write('leaves.ts', tiring('leaves', 'process.exit(9)'));
    const out = join(folder, 'leaves');
    const { code, stderr } = await compare('--plugin', plugin, '--policy', 'mapcount,leaves', ...oneOfEach, '--out', out);
    expect(code).toBe(3);
    expect(stderr).toContain('cowlab: 1 cell broke; the others are complete.\nsnapshot under leaves:\n');
    const { verdicts, measurements } = await readResults(out);
    expect(verdicts).toMatchObject([{ verdict: 'holds' }, { verdict: 'holds' }]);
    expect(measurements[1].error).toBe('its thread ended with code 9 before it answered, within rule mayReuse of policy leaves');
    expect(measurements[0].events.faults).toBeGreaterThan(2000);
  });
});
