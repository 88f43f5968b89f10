/** What SPIN prints, read; and SPIN itself where it is installed. */

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { references } from '../../explore/reference/index.js';
import { runOf, withSpin } from './spin.js';

const printed = `
State-vector 52 byte, depth reached 30772, errors: 0
   134192 states, stored
   295251 states, matched

Stats on memory usage (in Megabytes):
   11.262	equivalent memory usage for states (stored*(State-vector + overhead))
   13.500	actual memory usage for states
  128.000	memory used for hash table (-w24)
`;

const times = '0m0.00s 0m0.00s\n1m2.25s 0m0.50s\n';

describe('a run of SPIN', () => {
  it('is read: states, CPU time of what the shell has run, bytes of states', () => {
    expect(runOf(printed + times)).toEqual({ states: 134_192, seconds: 62.75, bytes: 13.5 * 2 ** 20 });
  });

  it('is refused where it has not seen everything, or says something else', () => {
    expect(() => runOf(`error: max search depth too small\n${printed}${times}`)).toThrow(/not exhaustive/u);
    expect(() => runOf(printed.replace('errors: 0', 'errors: 1') + times)).toThrow(/not exhaustive/u);
    expect(() => runOf(printed)).toThrow(/time/u);
    expect(() => runOf(times)).toThrow(/did not print/u);
  });
});

const isInstalled = spawnSync('spin', ['-V']).error === undefined && spawnSync('cc', ['--version']).error === undefined;

describe.runIf(isInstalled)('SPIN', () => {
  it.each(references)('counts the states of $name that the search counts', async ({ promela, states }) => {
    const counted = await withSpin(promela, async (spin) => spin.run('collapse'));
    expect(counted.states).toBe(states);
  });
});

it.skipIf(isInstalled)('says what is missing where it is not installed', async () => {
  await expect(withSpin('active proctype P() { skip }', async (spin) => spin.run('whole'))).rejects.toThrow(/is not installed/u);
});
