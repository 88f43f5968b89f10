/** The frame that fork has allocated ahead for a pinned page, when the pin is gone by the time it is needed. */

import { expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { policies, policy } from '../testing/builtin.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('fork-needs-a-spare-frame');

const early = policies.filter((p) => p.hasStep('need-preallocated')).map(({ id }) => ({ id }));

it.each(early)('is thrown away and not kept for the next page, under $id', ({ id }) => {
  const m = createWorld(program, policy(id));
  const driver = new Driver(m, program);
  driver.runInOrder(program.steps, () => undefined);
  const [parent, device] = program.race.map(({ actor }) => actor);
  while (m.events()['fork-retries'] === 0) driver.raceStep(parent, 0);
  while (driver.operationOf(device) !== undefined) driver.raceStep(device, 0);
  while (driver.operationOf(parent) !== undefined) driver.raceStep(parent, 0);
  expect(driver.collect()).toEqual([]);
  const {
    'fork-retries': retries,
    'early-copies': copies,
    'fork-ptes-shared': shared,
    'pages-allocated': allocated,
    'pages-freed': freed,
  } = m.events();
  expect({ retries, copies, shared, allocated, freed }).toEqual({ retries: 2, copies: 1, shared: 1, allocated: 2, freed: 1 });
});
