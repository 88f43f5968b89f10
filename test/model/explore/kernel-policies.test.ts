/** A kernel's policy is a built-in one with the dated variants that came later: what is expected of the one reaches it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseKernels } from '../../../policies/kernels.js';
import { builtinPolicies } from '../../../policies/index.js';
import { checkProgram } from '../../../core/explore/check.js';
import { policy, scenarios } from '../testing/builtin.js';
import { unexpected } from '../testing/mutants/unexpected.js';

const table = parseKernels(readFileSync(new URL('../../../policies/kernels.yaml', import.meta.url), 'utf8'), 'kernels.yaml');
const known = new Set(builtinPolicies.map(({ id }) => id));
const composed = [...new Set(table.kernels.map((entry) => entry.policy))].filter(
  (id) => id.includes('+') && id.split('+').every((part) => known.has(part)),
);

describe('built-in scenarios have the verdicts they expect under the policy of a kernel', () => {
  it('of which some are composed', () => {
    expect(composed.length).toBeGreaterThan(0);
  });

  it.each(composed)('%s', (id) => {
    const wrong = scenarios.flatMap((program) =>
      unexpected(program, id, checkProgram(program, policy(id))).map((what) => `${program.name}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });
});
