import { describe, expect, it } from 'vitest';
import { compiledPlain } from '../policy/testing/plain.js';
import { loadProgram } from '../scenario/load.js';
import { oneRun } from './one-run.js';
import { replay } from './replay.js';

function scheduled(race: string) {
  const program = loadProgram(`name: x\nmemory: { buf: { pages: 1, touched: true } }\n${race}\n`, 'x');
  const policy = compiledPlain();
  const schedule = oneRun(program, policy);
  return { schedule, run: schedule === undefined ? undefined : replay(program, policy, schedule) };
}

describe('one run of a race', () => {
  it('goes to the end, each actor as long as it can', () => {
    const { schedule = [], run } = scheduled('race: { P: [ { fork: C } ], P.t1: [ { pin: buf, as: h, write: true } ] }');
    expect(run?.outcome).toBeDefined();
    const changes = schedule.filter(({ actor }, index) => index > 0 && actor !== schedule[index - 1]?.actor);
    expect(changes).toHaveLength(1);
  });

  it('lets others go on where an actor has to wait for them', () => {
    const { run } = scheduled('race: { P: [ { wait: [ r ] }, { write: buf, value: 2 } ], P.t1: [ { read: buf, as: r } ] }');
    expect(run?.outcome).toBeDefined();
    expect(run?.steps[0]?.operation.text).toContain('read');
  });

  it('is empty for a total order, and does not exist where every run is stuck', () => {
    expect(scheduled('steps: [ { P: { write: buf, value: 1 } } ]').schedule).toEqual([]);
    const stuck = 'race: { P: [ { wait: [ b ] }, { read: buf, as: a } ], P.t1: [ { wait: [ a ] }, { read: buf, as: b } ] }';
    expect(scheduled(stuck).schedule).toBeUndefined();
  });
});
