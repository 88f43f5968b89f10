/** The bound on the memory of a race: counted from states and transitions, never measured. */

import { describe, expect, it } from 'vitest';
import { defaultBounds } from '../program/bounds.js';
import { showBytes } from '../errors/numbers.js';
import { loadProgram } from '../scenario/load.js';
import type { Program } from '../program/program.js';
import { compiledPlain } from '../policy/testing/plain.js';
import { checkProgram, type Checked } from './check.js';
import { oneRun } from './one-run.js';

/** A fork that races with stores; every handle makes the machine larger, and the values that states share. */
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
  return numberIn(/ ([\d,]+) states, /u, why);
}

function bytesEach({ why = '' }: Checked): number {
  return numberIn(/ ([\d,]+) bytes each/u, why);
}

function numberIn(pattern: RegExp, text: string): number {
  return Number(pattern.exec(text)?.[1].replaceAll(',', ''));
}

describe('the states of a race', () => {
  it('are cut off before they take more memory than they may, and the verdict says so', () => {
    const memory = 2 ** 18;
    const cut = check(race(2), memory);
    expect(cut).toMatchObject({ verdict: 'bounded', complete: false });
    expect(cut.why).toMatch(
      /^256 KiB of states were held before all interleavings were seen \(--max-memory\): [\d,]+ states, [\d,]+ bytes each; every run of up to \d+ steps was seen$/u,
    );
    expect(Math.abs(statesOf(cut) * bytesEach(cut) - memory)).toBeLessThan(0.01 * memory);
  });

  it('are all seen, and the same, where the memory is enough', () => {
    const all = check(race(1), defaultBounds.memory);
    expect(all).toMatchObject({ complete: true, why: undefined });
    const { states, transitions, verdict } = check(race(1), 200 * all.states + 2 ** 16);
    expect({ states, transitions, verdict }).toEqual({ states: all.states, transitions: all.transitions, verdict: all.verdict });
  });

  it('are bounded also for the one run that is shown where nothing is breached', () => {
    const program = race(20);
    expect(oneRun(program, compiledPlain(), { ...defaultBounds, memory: 2 ** 14 })).toBeUndefined();
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
