/** Large programs: what a check or a replay does is linear in them. Counted, not timed. */

import { workOf } from '../../../core/testing/work.js';
import { describe, expect, it } from 'vitest';
import { loadProgram } from '../../../core/scenario/load.js';
import { largePrograms } from '../../../core/scenario/testing/large-programs.js';
import { policy } from '../testing/builtin.js';
import { checkProgram } from '../../../core/explore/check.js';

const anonExclusive = policy('anon-exclusive');

describe.each(Object.entries(largePrograms))('of twice the %s', (_, write) => {
  it('the check is at most thrice the work', () => {
    const check = (size: number): number => {
      const program = loadProgram(write(size), 'large');
      return workOf(() => expect(checkProgram(program, anonExclusive).verdict).toBe('holds'));
    };
    check(4); // What is done once only.
    expect(check(160)).toBeLessThanOrEqual(3 * check(80));
  });
});
