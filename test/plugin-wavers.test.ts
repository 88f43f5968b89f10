/** A plugin's rule that wavers only when it has been asked often: scenarios do not find it, workloads do. */

import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PluginFiles } from '../core/run/testing/plugin-files.js';
import { readResults } from '../reports/index.js';
import { compare, oneOfEach, small } from './testing/compare.js';
import { cowlab } from './testing/cowlab.js';

const files = new PluginFiles();
afterAll(() => files.remove());

const plugin = files.write(
  'wavers.ts',
  `
import { injectable } from 'inversify';
import { definePolicy, Rule, type ForkRule, type FrameView } from 'cowlab';

let asked = 0;

@injectable()
class ForksUntilTired implements ForkRule {
  readonly reads = ['frame.isAnon'] as const;
  mustCopy(frame: FrameView): boolean {
    return frame.isAnon && ++asked > 1000;
  }
}

export default definePolicy('tired', { title: 'Wavers', extends: 'early-cow', rules: { [Rule.Fork]: ForksUntilTired } });
`,
);

const why =
  'The rule mustCopy of policy `tired` is not deterministic: where frame.isAnon = true, ForksUntilTired answered `false` before ' +
  'and `true` now.';
const told = `cowlab: 1 cell broke; the others are complete.\nsnapshot under tired:\n  ${plugin}: COW035: ${why}\n`;

describe('a rule that answers otherwise from its 1,001st ask on', () => {
  it('breaks the cell of the workload in compare, named with its policy and what it saw, and no other', async () => {
    const out = join(files.folder, 'report');
    const { code, stderr } = await compare(
      '--plugin',
      plugin,
      '--policy',
      'early-cow,tired',
      ...oneOfEach,
      '--quiet',
      '--out',
      out,
    );
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(told) as unknown });
    const { verdicts, measurements } = await readResults(out);
    expect(verdicts.map(({ policy, verdict }) => `${policy} ${verdict}`)).toEqual(['early-cow holds', 'tired holds']);
    expect(measurements.map(({ policy, error }) => [policy, error])).toEqual([
      ['early-cow', undefined],
      ['tired', why],
    ]);
  });

  it('does so in bench, in the same words whatever the number of threads', () => {
    for (const jobs of ['1', '2']) {
      const { code, out, err } = cowlab(
        'bench',
        'snapshot',
        '--plugin',
        plugin,
        '--policy',
        'early-cow,tired',
        ...small,
        '--no-speed',
        '--quiet',
        '--json',
        '--jobs',
        jobs,
      );
      expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(told) as unknown });
      const { measurements } = JSON.parse(out) as { readonly measurements: readonly { readonly error?: string }[] };
      expect(measurements.map(({ error }) => error)).toEqual([undefined, why]);
    }
  });
});
