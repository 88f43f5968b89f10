/** How large a state of a race is: as large as what its program can do, and no larger. */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { checkProgram } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';
import { insert } from '../../../core/engine/edits.js';
import { next } from '../../../core/engine/answers.js';
import { step } from '../../../core/engine/step.js';
import { operations } from '../../../core/mm/operations.js';
import { compilePolicy, type PolicyMachine } from '../../../core/policy/compile.js';
import { definePolicy } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import type { Program } from '../../../core/program/program.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { builtinPolicies } from '../../../policies/index.js';
import { policies, policy, scenario } from '../testing/builtin.js';

const race = (text: string): Program => loadProgram(`name: sized\n${text}`, 'sized');

/** A page that is pinned so often before the race. */
function pinned(times: number): Program {
  return race(`memory: { buf: { pages: 1 } }
steps: [{ P: { pin: buf, as: h, write: true, times: ${times} } }]
race: { P: [{ write: buf, value: 1 }], P.t1: [{ read: buf, as: r }] }`);
}

function bytesOf(m: PolicyMachine): number {
  return m.state.bytes.length;
}

describe('a state', () => {
  it.each(policies.map(({ id }) => id))('of rw-pin-races-fork has at most 450 bytes under %s', (id) => {
    expect(bytesOf(createWorld(scenario('rw-pin-races-fork'), policy(id)))).toBeLessThanOrEqual(450);
  });

  it('is no larger for values that are, nor for initial ones', () => {
    const written = (value: number, touched: boolean): Program =>
      race(
        `memory: { buf: { pages: 1, touched: ${touched} } }\nrace: { P: [{ write: buf, value: ${value} }], P.t1: [{ read: buf, as: r }] }`,
      );
    const sizes = [written(1, false), written(999_999, false), written(1, true)].map((program) =>
      createWorld(program, policy('mapcount')),
    );
    expect(new Set(sizes.map(bytesOf)).size).toBe(1);
  });

  it('counts as many references as a page can get, where those are more than 16 bits hold', () => {
    const widths = [20, 40].map(
      (times) => createWorld(pinned(times), policy('anon-exclusive')).frame.refs.cells.BYTES_PER_ELEMENT,
    );
    expect(widths).toEqual([2, 4]);
    expect(checkProgram(pinned(40), policy('anon-exclusive')).verdict).toBe('holds');
  });

  it('has fields as wide as they are declared where steps are not the machine’s own, which may store what they like', () => {
    const steps = { load: [step('think', [next], () => next)] };
    const orders = { load: [insert('think').before('load-from-page')] };
    const thinking = definePolicy('thinking', { title: '', extends: 'mapcount', steps, orders });
    const own = compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, thinking]), 'thinking');
    const widths = [own, policy('mapcount')].map(
      (kernel) => createWorld(scenario('rw-pin-races-fork'), kernel).frame.lo.cells.BYTES_PER_ELEMENT,
    );
    expect(widths).toEqual([4, 1]);
  });
});

it('a machine has a frame for every page that is gathered while others fill its place', () => {
  const program = race(`memory: { buf: { pages: 8, touched: true } }
race:
  P: [{ madvise: buf, advice: dontneed }]
  P.t1: [{ write: buf, value: 1 }]`);
  const driver = new Driver(createWorld(program, policy('anon-exclusive-6.15')), program);
  driver.beginRace();
  const [zapper, writer] = program.race.map(({ actor }) => actor);
  while (driver.raceStep(zapper, 0)?.step !== 'unlock-or-flush');
  while (driver.operationOf(writer) !== undefined) driver.raceStep(writer, 0);
  expect(driver.machine.global.framesInUse.at(0)).toBe(16);
  while (driver.operationOf(zapper) !== undefined) driver.raceStep(zapper, 0);
  expect(driver.machine.global.framesInUse.at(0)).toBe(8);
});
