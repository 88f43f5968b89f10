/** Code of plugins that fails when nobody waits for it is blamed on them: no stack trace, no defect of cowlab. */

import { afterAll, describe, expect, it } from 'vitest';
import { misbehavingFork, PluginFiles } from '../core/run/testing/plugin-files.js';
import { compare, small } from './testing/compare.js';
import { cowlab } from './testing/cowlab.js';

const files = new PluginFiles();
afterAll(() => files.remove());

/** What a plugin does, and what is said of it. */
const ways = [
  ['rejects a promise', "void Promise.reject(new TypeError('nobody waits'));", 'TypeError: nobody waits'],
  ['rejects a promise with a word', "void Promise.reject('nobody waits');", 'nobody waits'],
  ['throws in a timer', "setTimeout(() => { throw new Error('too late'); }, 0);", 'Error: too late'],
  ['throws in a microtask', "queueMicrotask(() => { throw new Error('soon'); });", 'Error: soon'],
] as const;

const late = (why: string): string => `COW039: Code of the plugin failed when nobody waited for it: ${why}.`;

describe.each(ways)('a plugin that %s', (what, body, why) => {
  const name = what.replaceAll(' ', '-');

  it('while it is loaded is refused', () => {
    const plugin = files.write(`${name}-load.ts`, `const early: number = 1;\n${body}\n${misbehavingFork('ill', '')}`);
    for (const args of [
      ['check', 'basic-cow'],
      ['explain', 'basic-cow', '--policy', 'ill'],
      ['list', 'policies'],
    ]) {
      const { code, out, err } = cowlab(...args, '--plugin', plugin);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err.startsWith(plugin)).toBe(true);
      expect(err).toContain(late(why));
      expect(err).not.toMatch(/defect of cowlab|^\s+at /mu);
    }
  });

  it('in a rule breaks its cell, and no other', () => {
    const plugin = files.write(`${name}-run.ts`, misbehavingFork('ill', body));
    const { code, out, err } = cowlab('check', 'basic-cow', '--policy', 'mapcount,ill', '--plugin', plugin, '--json');
    const { verdicts } = JSON.parse(out) as {
      readonly verdicts: readonly { readonly policy: string; readonly verdict: string }[];
    };
    expect(verdicts.map(({ policy, verdict }) => [policy, verdict])).toEqual([
      ['mapcount', 'holds'],
      ['ill', 'broken'],
    ]);
    expect({ code, isNamed: err.includes(`${plugin}: ${late(why)}`) }).toEqual({ code: 3, isNamed: true });
    expect(err).not.toMatch(/defect of cowlab|^\s+at /mu);
  });

  it('in a rule that is explained ends the explanation', () => {
    const plugin = files.write(`${name}-explained.ts`, misbehavingFork('ill', body));
    const { code, out, err } = cowlab('explain', 'basic-cow', '--policy', 'ill', '--plugin', plugin);
    expect({ code, out, isNamed: err.includes(late(why)) }).toEqual({ code: 3, out: '', isNamed: true });
  });
});

it('a comparison with such a plugin is complete but for its cells', async () => {
  const plugin = files.write('compared.ts', misbehavingFork('ill', ways[0][1]));
  const { code, stderr } = await compare(
    '--scenario',
    'basic-cow',
    '--workload',
    'snapshot',
    ...small,
    '--no-speed',
    '--policy',
    'mapcount,ill',
    '--plugin',
    plugin,
    '--out',
    `${files.folder}/report`,
  );
  expect({ code, isNamed: stderr.includes(late(ways[0][2])) }).toEqual({ code: 3, isNamed: true });
  expect(stderr).not.toMatch(/defect of cowlab|^\s+at /mu);
});

it('the place of a late error is that of the source', () => {
  const plugin = files.write(
    'placed.ts',
    `interface Gone { readonly a: number }\nconst a = 1 as number; setTimeout((): void => { throw new Error('x' + a); }, 0);\n${misbehavingFork('ill', '')}`,
  );
  expect(cowlab('check', 'basic-cow', '--plugin', plugin).err).toContain(`${plugin}:2:55: ${late('Error: x1')}`);
});
