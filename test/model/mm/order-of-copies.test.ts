/** What the copying faults hold and drop, and when: do_cow_fault, wp_page_copy. */

import { expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { Machine } from '../../../core/machine/machine.js';
import type { Program } from '../../../core/program/program.js';
import { policies } from '../testing/builtin.js';
import { testProgram } from '../testing/programs.js';

/** What is seen behind each step of the last operation of a program, by the step's name. */
function watch(program: Program, under: (typeof policies)[number], look: (m: Machine) => unknown): Record<string, unknown> {
  const m = createWorld(program, under);
  const last = program.steps.at(-1);
  const seen: Record<string, unknown> = {};
  const breaches = new Driver(m, program).runInOrder(program.steps, ({ operation, step }) => {
    if (operation === last) seen[step] = look(m);
  });
  expect(breaches).toEqual([]);
  return seen;
}

it.each(policies.map((policy) => [policy.id, policy] as const))(
  'the first store to a private file page allocates before it locks the page it copies, under %s',
  (_, policy) => {
    const seen = watch(testProgram('first-store-to-a-file-page'), policy, (m) => [
      m.events()['pages-allocated'],
      m.frame.lockedBy.cells.some((by) => by !== 0),
    ]);
    expect(seen).toMatchObject({ 'allocate-own': [1, false], 'look-up-to-copy': [1, true], 'unlock-file': [1, false] });
  },
);

it.each(policies.map((policy) => [policy.id, policy] as const))(
  'a copy drops the reference of the mapping and its own one after the other, under %s',
  (_, policy) => {
    // A reference for reading, so that every policy copies the page and it outlives the copy.
    const program = testProgram('copy-of-a-referenced-page');
    const slot = program.handles[0].firstSlot;
    const seen = watch(program, policy, (m) => m.frame.refs.at(m.handle.frame.at(slot) - 1));
    expect([seen['drop-old-mapping'], seen['put-mapped'], seen['put-old']]).toEqual([4, 3, 2]);
  },
);
