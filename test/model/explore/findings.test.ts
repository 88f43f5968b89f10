/** Programs that random testing found the machine to get wrong, each cut down to what matters: `../scenarios/findings`. */

import { describe, expect, it } from 'vitest';
import { policies } from '../testing/builtin.js';
import { testPrograms } from '../testing/programs.js';
import { checkProgram } from '../../../core/explore/check.js';

const findings = testPrograms('findings');

describe.each(policies)('$id', (policy) => {
  it.each(findings)('$title', (program) => {
    const checked = checkProgram(program, policy);
    expect(checked.breaches).toEqual([]);
    expect(checked.verdict).toBe('holds');
  });
});
