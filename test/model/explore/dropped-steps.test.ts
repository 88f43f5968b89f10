/**
 * Every step is there for something: whoever leaves one out that the order check lets go is told so by the scenario that
 * `dropped-steps.json` names, or is in the table of those that survive, with the reason. Where a change of lists or
 * scenarios is meant, `npx vitest run test/model/explore/dropped-steps.test.ts --update` looks for scenarios anew.
 */

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultBounds, type Bounds } from '../../../core/program/bounds.js';
import type { Program } from '../../../core/program/program.js';
import { policy, scenarios } from '../testing/builtin.js';
import { foundByPolicy, type Finding } from '../testing/found-by-policy.js';
import { acceptedDrops, dropsUnder, type DroppedStep } from '../testing/mutants/dropped-steps.js';
import { survivingDrops } from '../testing/mutants/surviving-drops.js';
import { unexpected } from '../testing/mutants/unexpected.js';
import { reachedBy, type Reached } from '../testing/reached-steps.js';
import { checkProgram } from '../../../core/explore/check.js';

/** Larger races prove nothing about survivors that smaller ones do not; they are tried for steps that nothing else tells. */
const small: Bounds = { ...defaultBounds, states: 5_000 };

const recorded = JSON.parse(readFileSync(new URL('dropped-steps.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

const told: Finding[] = [];
const survived: DroppedStep[] = [];
/** Runs of survivors that did not come to their end. */
const unfinished: string[] = [];
const reached = new Map<string, readonly Reached[]>();

function isListed({ name, of }: DroppedStep): boolean {
  return survivingDrops.some((listed) => listed.step === name && listed.of.includes(of));
}

function recordedFor({ name, of }: DroppedStep): Program[] {
  const found = Object.entries(recorded[name] ?? {}).filter(([, policies]) => policies.split(' ').includes(of));
  return scenarios.filter((program) => found.some(([by]) => by === program.name));
}

/** Small scenarios that come to the step, smallest first. */
function reaching(name: string, of: string): Program[] {
  const those = (reached.get(of) ?? []).filter(({ steps }) => steps?.has(name) === true);
  return those.toSorted((a, b) => a.states - b.states).map(({ program }) => program);
}

function largeRaces(of: string): Program[] {
  return (reached.get(of) ?? []).filter(({ steps }) => steps === undefined).map(({ program }) => program);
}

/** A run that a bound cuts, or that ends in an error of ours, says nothing. */
function look(program: Program, drop: DroppedStep): 'tells' | 'is cut' | 'does not tell' {
  try {
    const checked = checkProgram(program, drop.policy);
    if (checked.verdict === 'bounded') return 'is cut';
    return unexpected(program, drop.of, checked).length > 0 ? 'tells' : 'does not tell';
  } catch {
    return 'is cut';
  }
}

function lookFor(drop: DroppedStep): Program | undefined {
  const programs = [...recordedFor(drop), ...reaching(drop.name, drop.of), ...(isListed(drop) ? [] : largeRaces(drop.of))];
  const cut: Program[] = [];
  const teller = programs.find((program) => {
    const found = look(program, drop);
    if (found === 'is cut') cut.push(program);
    return found === 'tells';
  });
  if (teller === undefined) unfinished.push(...cut.map(({ name }) => `${drop.name} of ${drop.of} in ${name}`));
  return teller;
}

for (const of of dropsUnder) {
  beforeAll(() => {
    reached.set(
      of,
      scenarios.map((program) => reachedBy(program, policy(of), small)),
    );
    for (const drop of acceptedDrops(of)) {
      const by = lookFor(drop);
      if (by === undefined) survived.push(drop);
      else told.push({ name: drop.name, found: by.name, policy: of });
    }
  });
}

describe('a step that the order check lets go', () => {
  it('is missed by the scenario that is recorded for it', async () => {
    await expect(foundByPolicy(told)).toMatchFileSnapshot('dropped-steps.json');
  });

  it('survives if it is in the table of survivors, and only then', () => {
    const listed = survivingDrops.flatMap(({ step, of }) => of.map((id) => `${step} of ${id}`));
    expect(survived.map(({ name, of }) => `${name} of ${of}`).toSorted()).toEqual(listed.toSorted());
    expect(unfinished).toEqual([]);
  });

  it.each(survivingDrops.map((listed) => [listed.step, listed] as const))(
    'survives for a reason, and where it runs: %s',
    (step, { of, survives }) => {
      expect(survives).toMatch(/^(equivalent|cost only|waits for)/);
      for (const id of of) expect(reaching(step, id)).not.toEqual([]);
    },
  );
});
