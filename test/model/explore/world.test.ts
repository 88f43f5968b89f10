import { describe, expect, it } from 'vitest';
import { codes } from '../../../core/program/values.js';
import { policies, policy } from '../testing/builtin.js';
import { checkProgram } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { outcomeOf } from '../../../core/explore/outcome.js';
import { createWorld } from '../../../core/explore/world.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('touched-without-access');

describe('an area that was touched and has no protection left', () => {
  it('cannot be read, and has kept its content when it can be read again', () => {
    const m = createWorld(program, policy('mapcount'));
    expect(new Driver(m, program).runInOrder(program.steps, () => undefined)).toEqual([]);
    const column = (name: string): number => outcomeOf(m, program)[program.observations.findIndex((o) => o.name === name)];
    expect(column('P.refused')).toBe(codes.segv);
    expect(column('P.seen')).toBe(program.areas[0].initial[0]);
  });

  it.each(policies)('is no breach under $id', (under) => {
    expect(checkProgram(program, under)).toMatchObject({ verdict: 'holds', breaches: [] });
  });
});
