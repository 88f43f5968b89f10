/** The bound on the memory of a race: counted from states and transitions, never measured. */

import { describe, expect, it } from 'vitest';
import { defaultBounds } from '../program/bounds.js';
import { showBytes } from '../errors/numbers.js';
import { loadProgram } from '../scenario/load.js';
import type { Program } from '../program/program.js';
import { compiledPlain } from '../policy/testing/plain.js';
import { checkProgram, type Checked } from './check.js';
import { oneRun } from './one-run.js';

/** A fork that races with stores; every handle is 5 bytes of each state. */
function race(handles: number): Program {
  const gets = Array.from({ length: handles }, (_, i) => `  - P: { get: a, as: h${i} }\n`);
  return loadProgram(
    `name: held
memory: { a: { pages: 1, touched: true } }
steps:
  - P: { read: a }
${gets.join('')}race: { P: [ { fork: C }, { write: a, value: 1 } ], P.t1: [ { write: a, value: 2 }, { write: a, value: 3 } ] }
final: [ { P: a } ]
allow: []
`,
    'held',
  );
}

const check = (program: Program, memory: number): Checked =>
  checkProgram(program, compiledPlain(), { ...defaultBounds, memory, reduce: 'none' });

/** States of the race alone. */
function statesOf({ why = '' }: Checked): number {
  return Number(/ ([\d,]+) states of/u.exec(why)?.[1].replaceAll(',', ''));
}

describe('the states of a race', () => {
  it('are cut off before they take more memory than they may, and the verdict says so', () => {
    const memory = 2 ** 20;
    const cut = check(race(20), memory);
    expect(cut).toMatchObject({ verdict: 'bounded', complete: false });
    expect(statesOf(cut) * cut.stateBytes).toBeLessThanOrEqual(memory);
    expect(cut.why).toMatch(
      new RegExp(
        `^1 MiB of states were held before all interleavings were seen \\(--max-memory\\): [\\d,]+ states of ${cut.stateBytes.toLocaleString(
          'en-US',
        )} bytes; every run of up to \\d+ steps was seen$`,
        'u',
      ),
    );
  });

  it('are fewer within the same memory where a state is larger', () => {
    const [small, large] = [check(race(2), 2 ** 20), check(race(60), 2 ** 20)];
    expect(large.stateBytes).toBeGreaterThan(1.4 * small.stateBytes);
    expect(statesOf(large)).toBeLessThan(statesOf(small));
  });

  it('are all seen, and the same, where the memory is enough', () => {
    const all = check(race(1), defaultBounds.memory);
    expect(all).toMatchObject({ complete: true, why: undefined });
    const { states, transitions, verdict } = check(race(1), all.states * (all.stateBytes + 200) + all.transitions * 20);
    expect({ states, transitions, verdict }).toEqual({ states: all.states, transitions: all.transitions, verdict: all.verdict });
  });

  it('are bounded also for the one run that is shown where nothing is breached', () => {
    const program = race(20);
    expect(oneRun(program, compiledPlain(), { ...defaultBounds, memory: 50_000 })).toBeUndefined();
    expect(oneRun(program, compiledPlain())).toBeDefined();
  });
});

describe('bytes in words', () => {
  it.each([
    [2 ** 31, '2 GiB'],
    [2 ** 20, '1 MiB'],
    [300_000_000, '300,000,000 bytes'],
    [1024, '1 KiB'],
    [3, '3 bytes'],
  ])('%i: %s', (bytes, words) => {
    expect(showBytes(bytes)).toBe(words);
  });
});
