/**
 * The expectations of the built-in scenarios are worth what they catch: every mutant is told by a scenario that is named
 * beside it. One that is not is told apart by no scenario at all, and its reason is given; when a new scenario catches
 * it, it moves from one table to the other.
 */

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../../core/machine/bits.js';
import type { Program } from '../../../core/program/program.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { policy, scenario, scenarios } from '../testing/builtin.js';
import { caughtMutants, survivors } from '../testing/mutants/index.js';
import { compileMutant, type Survivor } from '../testing/mutants/mutant.js';
import { assertedFor, unexpected } from '../testing/mutants/unexpected.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { createWorld } from '../../../core/explore/world.js';

/** By what a mutant's run in a scenario gives it away. */
function signsOf(program: Program, id: string, checked: Checked): string[] {
  const wrong = unexpected(program, id, checked);
  if (wrong.includes('holds, not violates')) return ['no breach'];
  if (wrong.includes('holds, not refused')) return ['not refused'];
  if (!wrong.includes('violates, not holds')) return wrong;
  return checked.breaches.flatMap(({ kind, invariant }) => [kind, ...(invariant === undefined ? [] : [invariant])]);
}

const caught = caughtMutants.flatMap((mutant) =>
  mutant.of.flatMap((parent) =>
    Object.entries(mutant.caughtBy).map(([by, sign]) => [mutant.name, by, parent, sign, mutant] as const),
  ),
);

describe('a scenario catches it when', () => {
  it.each(caught)('%s: %s, under %s', (_, by, parent, sign, mutant) => {
    const program = scenario(by);
    expect(assertedFor(program, parent).verdicts).not.toEqual([]);
    expect(unexpected(program, parent, checkProgram(program, policy(parent)))).toEqual([]);
    expect(signsOf(program, parent, checkProgram(program, compileMutant(mutant, parent)))).toContain(sign);
  });
});

interface Seen extends Record<Survivor['same'], object> {
  /** Of every state that one order of the program comes through. */
  readonly trail: string;
}

/** What a scenario shows of a policy or of its mutant. The schedule of a breach names steps, and these may differ. */
function look(program: Program, under: CompiledPolicy, parent: string): Seen {
  const { schedule: _, ...states } = checkProgram(program, under);
  const { breaches, outcomes } = states;
  return {
    states,
    outcomes: { breaches, outcomes, unexpected: unexpected(program, parent, states) },
    trail: trailOf(program, under),
  };
}

function trailOf(program: Program, under: CompiledPolicy): string {
  const m = createWorld(program, under);
  const hash = createHash('sha256');
  new Driver(m, program).runInOrder(inSomeOrder(program), () => hash.update(m.state.bytes));
  return hash.digest('hex');
}

function inSomeOrder({ steps, race, after }: Program): Program['steps'] {
  return [...steps, ...race.flatMap(({ operations }) => operations), ...after];
}

const asIs = new Map<string, readonly Seen[]>();

function lookAtParent(id: string): readonly Seen[] {
  const known = asIs.get(id) ?? scenarios.map((program) => look(program, policy(id), id));
  asIs.set(id, known);
  return known;
}

const surviving = survivors.flatMap((mutant) => mutant.of.map((parent) => [mutant.name, parent, mutant] as const));

describe('no scenario tells whether', () => {
  it.each(surviving)('%s, under %s', (_, parent, mutant) => {
    expect(mutant.survives).toMatch(/^(equivalent|waits for)/);
    const right = lookAtParent(parent);
    const wrong = scenarios.map((program) => look(program, compileMutant(mutant, parent), parent));
    for (const [i, { name }] of scenarios.entries()) {
      expect({ [name]: wrong[i][mutant.same] }).toEqual({ [name]: right[i][mutant.same] });
    }
    // What is never run survives for nothing.
    expect(wrong.some(({ trail }, i) => trail !== right[i].trail)).toBe(mutant.same === 'outcomes');
  });
});

/** Steps that take the exclusive mark from a page in use, in all scenarios, one operation behind the other. */
function clearingSteps(id: string): Set<string> {
  const found = new Set<string>();
  for (const program of scenarios) {
    const m = createWorld(program, policy(id));
    const isExclusive = (): boolean[] => [...m.frame.flags.cells].map((flags) => (flags & Frame.exclusive) !== 0);
    let before = isExclusive();
    new Driver(m, program).runInOrder(inSomeOrder(program), ({ step }) => {
      const now = isExclusive();
      if (before.some((was, pfn) => was && !now[pfn] && m.frame.refs.at(pfn) > 0)) found.add(step);
      before = now;
    });
  }
  return found;
}

describe('what survivors rest on', () => {
  it('is that only fork takes the exclusive mark from a page in use', () => {
    expect([...clearingSteps('anon-exclusive-6.15')]).toEqual(['clear-exclusive']);
  });
});
