import { describe, expect, it } from 'vitest';
import { loadProgram } from '../scenario/load.js';
import { compiledPlain } from '../policy/testing/plain.js';
import { checkProgram, type Checked } from './check.js';

const memory = 'memory: { buf: { pages: 2, touched: true } }';
const steps = 'steps: [ { P: { fork: C } } ]';
const race = 'race: { P: [ { write: "buf[0]", value: 1 } ], C: [ { write: "buf[0]", value: 2 } ] }';
const after = 'after: [ { P: { write: "buf[1]", value: 3 } } ]';

function check(...parts: readonly string[]): Checked {
  return checkProgram(loadProgram(`name: x\n${memory}\n${parts.join('\n')}\n`, 'x'), compiledPlain());
}

describe('the events of a verdict', () => {
  it('are those of `steps` and `after`, and none of the race between them', () => {
    const without = check(steps, after);
    expect(without.events).toMatchObject({ forks: 1, 'write-faults': 1, copies: 1 });
    expect(check(steps, race, after).events).toEqual(without.events);
  });

  it('are those of `steps` alone where nothing comes after the race', () => {
    expect(check(steps, race).events).toEqual(check(steps).events);
  });

  it('are those of `steps` also when no run of the race ends', () => {
    const stuck = 'race: { P: [ { wait: [ b ] }, { read: buf, as: a } ], C: [ { wait: [ a ] }, { read: buf, as: b } ] }';
    expect(check(steps, stuck)).toMatchObject({ verdict: 'violates', outcomes: 0, events: check(steps).events });
  });
});
