/** FOLL_FORCE: which faults get_user_pages takes for a write to memory without VM_WRITE, before it may follow the PTE. */

import { describe, expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import type { EventName } from '../../../core/program/events.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { policy } from '../testing/builtin.js';

function events(under: string, memory: string, ...steps: string[]): Record<EventName, number> {
  const text = ['name: force', `memory: { a: { ${memory} } }`, 'steps:', ...steps.map((s) => `  - P: ${s}`), ''].join('\n');
  const program = loadProgram(text, 'force');
  const m = createWorld(program, policy(under));
  expect(new Driver(m, program).runInOrder(program.steps, () => undefined)).toEqual([]);
  expect(m.handle.frame.at(0)).toBeGreaterThan(0);
  return m.events();
}

const pin = '{ pin: a, as: h, write: true, force: true }';

describe.each([
  ['anonymous', 'pages: 1, prot: r'],
  ['private file', 'pages: 1, prot: r, backing: file'],
])('a forced pin of an untouched page of %s memory', (_, memory) => {
  it.each(['mapcount', 'early-cow', 'page-count-everywhere', 'anon-exclusive'])(
    'takes a second fault under %s, since only do_wp_page says that COW was broken',
    (under) => {
      expect(events(under, memory, pin)).toMatchObject({ 'gup-faults': 2, 'gup-write-faults': 1, copies: 0 });
    },
  );

  it.each(['anon-exclusive-6.0', 'anon-exclusive-6.15'])('takes one fault under %s, where the exclusive bit says it', (under) => {
    expect(events(under, memory, pin)).toMatchObject({ 'gup-faults': 1, 'gup-write-faults': 0 });
  });
});

it.each(['anon-exclusive', 'anon-exclusive-6.0'])(
  'does not force where the mapping is writable: a write fault is due, under %s',
  (under) => {
    const readOnlyPte = ['{ write: a, value: 1 }', '{ fork: C }'];
    const { 'gup-write-faults': faults, copies } = events(under, 'pages: 1', ...readOnlyPte, pin);
    expect({ faults, copies }).toEqual({ faults: 1, copies: 1 });
  },
);

it('does not force either where an unshare has left an exclusive page read-only, under anon-exclusive-6.0', () => {
  const steps = ['{ write: a, value: 1 }', '{ fork: C }', '{ pin: a, as: first }', pin];
  expect(events('anon-exclusive-6.0', 'pages: 1', ...steps)['gup-write-faults']).toBe(1);
});
