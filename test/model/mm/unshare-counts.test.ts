/** Two read-only pins of one page: only one of them finds it shared. */

import { describe, expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { policies } from '../testing/builtin.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('two-pins');

/** Unshares when P is stopped behind so many steps, until P.t1 is done; undefined: P had no more steps. */
function unshares(under: (typeof policies)[number], steps: number): number | undefined {
  const m = createWorld(program, under);
  const driver = new Driver(m, program);
  driver.runInOrder(program.steps, () => undefined);
  const [first, second] = program.race.map(({ actor }) => actor);
  const stepOf = (actor: number): boolean => driver.choicesOf(actor) > 0 && driver.raceStep(actor, 0) !== undefined;
  for (let left = steps; left > 0; left--) if (!stepOf(first)) return undefined;
  while (stepOf(second) || stepOf(first));
  return m.events().unshares;
}

describe.each(policies.filter((under) => under.hasStep('claim-exclusive')))('under $id', (under) => {
  it('a pin whose fault finds the page exclusive already does not count as an unshare', () => {
    const counts: number[] = [];
    for (let steps = 0, count = unshares(under, 0); count !== undefined; count = unshares(under, ++steps)) counts.push(count);
    expect(counts.length).toBeGreaterThan(20);
    expect(new Set(counts)).toEqual(new Set([1]));
  });
});
