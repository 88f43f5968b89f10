/** What the search hears of: every step that breaks something, also one that leads to where the search has been. */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { insert, without } from '../../../core/engine/edits.js';
import { operations, compilePolicy, definePolicy, next, PolicyRegistry, step } from '../../../core/index.js';
import { builtinPolicies } from '../../../policies/index.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { valueOf } from '../../../core/program/contents.js';
import type { Breach } from '../../../core/program/breach.js';
import type { Program } from '../../../core/program/program.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { replay } from '../../../core/explore/replay.js';
import { createWorld } from '../../../core/explore/world.js';
import { testProgram } from '../testing/programs.js';

const program = testProgram('one-load');

const tookWay = (way: number): Breach => ({ kind: 'crash', what: 'said', facts: { sentence: `way ${way}` } });

/** A policy whose loads may go either of two ways, which differ in nothing but in what they break. */
function breaking(choices: readonly number[]): ReturnType<typeof compilePolicy> {
  const choose = step(
    'choose',
    [next],
    (m) => {
      if (choices.includes(m.choice)) m.breach(tookWay(m.choice));
      return next;
    },
    { choices: () => 2 },
  );
  const policy = definePolicy('choosy', {
    title: '',
    extends: 'anon-exclusive',
    steps: { load: [choose] },
    orders: { load: [insert('choose').before('load-from-page')] },
  });
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, policy]), 'choosy');
}

const check = (...choices: number[]): Checked => checkProgram(program, breaking(choices));

describe('the search', () => {
  it.each([[0], [1]])('hears of a breach on way %i, whichever of the two ways to one state it takes first', (way) => {
    const checked = check(way);
    expect(checked.verdict).toBe('violates');
    expect(checked.breaches).toEqual([tookWay(way)]);
    expect(replay(program, breaking([way]), checked.schedule ?? []).breaches).toEqual(checked.breaches);
  });

  it('names a breach once, with a shortest run that shows it', () => {
    const { breaches, schedule } = check(0, 1);
    expect(breaches).toHaveLength(2);
    expect(breaches).toEqual(expect.arrayContaining([tookWay(0), tookWay(1)]));
    expect(schedule).toHaveLength(1);
  });

  it('sees the same states whether steps break something or not', () => {
    expect(check(1).states).toBe(check().states);
    expect(check()).toMatchObject({ verdict: 'holds', complete: true });
  });
});

describe('the first step of an operation', () => {
  it('may be a store through a translation that is stale already', () => {
    const race = testProgram('stale-store');
    const machine = createWorld(race, compilePolicy(new PolicyRegistry(operations, builtinPolicies), 'early-cow'));
    const driver = new Driver(machine, race);
    driver.runInOrder(race.steps, () => undefined);
    const [protector, storer] = race.race.map(({ actor }) => actor);
    expect(driver.choicesOf(storer)).toBe(1);
    let taken: string | undefined = '';
    while (taken !== undefined && taken !== 'change-pte') taken = driver.raceStep(protector, 0)?.step;
    expect(taken).toBe('change-pte');
    const before = machine.state.bytes.slice();
    expect(driver.choicesOf(storer)).toBe(2);
    expect(machine.state.bytes).toEqual(before);
    driver.raceStep(storer, 1);
    expect(valueOf(driver.program, machine.frame.lo.at(machine.pte.entry.frameAt(0)))).toBe(2);
  });
});

describe('a race that never ends', () => {
  const pinnedRace = (dev: string): Program =>
    loadProgram(
      `
name: fork-goes-round
memory: { a: { pages: 1, touched: true } }
steps: [ { P: { pin: a, as: h, write: true } } ]
race: { P: [ { fork: C } ], dev: [ ${dev} ] }
`,
      'fork-goes-round',
    );

  /** What must be copied early begins anew instead, until the pin is gone. */
  const roundly = compilePolicy(
    new PolicyRegistry(operations, [
      ...builtinPolicies,
      definePolicy('roundly', {
        title: '',
        extends: 'early-cow',
        orders: {
          'fork-pte': [
            without(
              'copy-early:',
              'need-preallocated',
              'copy-early-low',
              'copy-early-high',
              'map-early-copy',
              'add-early-copy-to-lru',
              'install-early-copy',
            ),
            insert('copy-early:').before('read-parent-pte'),
          ],
        },
      }),
    ]),
    'roundly',
  );

  it('violates progress, although no outcome of it is wrong: it has none', () => {
    const program = pinnedRace('{ dma-read: h, as: r }');
    const checked = checkProgram(program, roundly);
    expect(checked).toMatchObject({ verdict: 'violates', outcomes: 0, complete: true });
    expect(checked.breaches).toEqual([
      {
        kind: 'progress',
        what: 'nobody-comes-to-an-end',
        facts: {
          underWay: [
            { actor: 'P', operation: 'fork C' },
            { actor: 'dev', operation: 'dma-read h, as r' },
          ],
        },
      },
    ]);
    expect(replay(program, roundly, checked.schedule ?? []).outcome).toBeUndefined();
  });

  it('is no livelock as long as somebody can end it', () => {
    expect(checkProgram(pinnedRace('{ unpin: h }'), roundly)).toMatchObject({ verdict: 'holds', outcomes: 1 });
  });
});
