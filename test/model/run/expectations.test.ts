import { describe, expect, it } from 'vitest';
import { defineVariant } from '../../../core/index.js';
import type { Policy } from '../../../core/policy/policy.js';
import type { Program } from '../../../core/program/program.js';
import { expectationsFor, expectedVerdict, namedIn } from '../../../core/run/expectations.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { policies, policy, scenarios } from '../testing/builtin.js';
import { assertedFor } from '../testing/mutants/unexpected.js';

const downgrading = 'mapcount+munmap-downgrades-4.20';
const kernels: Readonly<Record<string, string>> = { 'linux-5.4': downgrading, 'linux-4.19': 'mapcount' };

function asserting(expectations: string): Program {
  return loadProgram(`name: x\nmemory: { buf: { pages: 1 } }\nsteps: [{ P: { read: buf } }]\n${expectations}\n`, 'x');
}

function verdictsFor(expectations: string, id: string): readonly string[] {
  return expectationsFor(asserting(expectations), policy(id), (key) => kernels[key]).verdicts;
}

describe('what is asserted for a policy', () => {
  it('is what its id says, else what the star says', () => {
    const text = "expect: { '*': holds, mapcount: violates }";
    expect(verdictsFor(text, 'mapcount')).toEqual(['violates']);
    expect(verdictsFor(text, 'early-cow')).toEqual(['holds']);
    expect(verdictsFor('expect: { mapcount: violates }', 'early-cow')).toEqual([]);
  });

  it('reaches its built-in variants, unless they are named themselves, by id or by kernel', () => {
    expect(verdictsFor("expect: { '*': holds, mapcount: violates }", downgrading)).toEqual(['violates']);
    expect(verdictsFor(`expect: { mapcount: holds, ${downgrading}: violates }`, downgrading)).toEqual(['violates']);
    expect(verdictsFor('expect: { mapcount: holds, linux-5.4: violates }', downgrading)).toEqual(['violates']);
    expect(verdictsFor('expect: { linux-4.19: violates }', downgrading)).toEqual(['violates']);
    expect(verdictsFor("expect: { '*': holds }", downgrading)).toEqual(['holds']);
  });

  it('does not reach a policy because a variant of it is named', () => {
    expect(verdictsFor(`expect: { '*': holds, ${downgrading}: violates }`, 'mapcount')).toEqual(['holds']);
  });

  it('is nothing for what a plugin has a part in, unless that very id is named', () => {
    const mine: Policy = { ...defineVariant('mine', { title: 'Mine' }), origin: 'mine.ts' };
    const plugged = { id: 'mapcount+mine', chain: [...policy('mapcount').chain, mine] };
    const none = expectationsFor(asserting("expect: { '*': holds, mapcount: violates }"), plugged, () => undefined);
    expect(none.verdicts).toEqual([]);
    const named = expectationsFor(asserting("expect: { '*': holds, mapcount+mine: violates }"), plugged, () => undefined);
    expect(named.verdicts).toEqual(['violates']);
  });

  it('is passed over by the star where the cell is not applicable, and not where the policy is named', () => {
    const program = asserting("expect: { '*': holds, early-cow: holds }");
    expect(expectedVerdict(assertedFor(program, 'mapcount'), 'not-applicable')).toBeUndefined();
    expect(expectedVerdict(assertedFor(program, 'mapcount'), 'violates')).toBe('holds');
    expect(expectedVerdict(assertedFor(program, 'early-cow'), 'not-applicable')).toBe('holds');
  });

  it('are counts of that very policy only', () => {
    const program = asserting('expect-events: { mapcount: { copies: 1 } }');
    expect(assertedFor(program, 'mapcount').events).toEqual([{ copies: 1 }]);
    expect(assertedFor(program, downgrading).events).toEqual([]);
  });

  it('names policies and kernels, and the star is none', () => {
    expect(
      namedIn(
        asserting(
          "expect: { '*': holds, mapcount: holds }\nexpect-events: { mapcount: { copies: 1 }, early-cow: { copies: 1 } }",
        ),
      ),
    ).toEqual(['mapcount', 'early-cow']);
  });
});

describe('built-in scenarios', () => {
  const isObserved = ({ tags }: Program): boolean => tags.includes('observed');

  it('assert something for every policy, except those that say what was observed on some kernels', () => {
    const silent = scenarios
      .filter((program) => !isObserved(program))
      .flatMap((program) =>
        policies
          .filter(({ id }) => assertedFor(program, id).verdicts.length !== 1)
          .map(({ id }) => `${program.name} under ${id}`),
      );
    expect(silent).toEqual([]);
  });

  it('assert nothing of kernels that were not observed, where they are observations', () => {
    const concluded = scenarios.filter((program) => isObserved(program) && '*' in program.expect);
    expect(concluded.map(({ name }) => name)).toEqual([]);
  });
});
