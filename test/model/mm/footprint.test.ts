/** Every step and rule touches what it declares, and declares nothing else: reductions and explanations rely on it. */

import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fieldName, fieldNames } from '../../../core/machine/fields.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { policies, scenarios } from '../testing/builtin.js';
import { corners } from '../testing/corners.js';
import { Footprints, type StepSeen } from '../testing/footprints.js';
import { oneStop, runProgram, search, walks } from '../testing/runs.js';
import { waysOf } from '../../../core/engine/answers.js';
import type { Step } from '../../../core/engine/step.js';

const footprints = new Footprints();
const instrument = footprints.instrument.bind(footprints);

const random = fc.sample(arbitraryScenario(), { numRuns: 60, seed: 1 });
const races = fc.sample(arbitraryScenario({ race: true }), { numRuns: 6, seed: 1 });
const programs = [...scenarios, ...[...random, ...races].map((text) => loadProgram(text, 'random'))];

// A hook for each, so that none takes long.
for (const policy of policies) {
  beforeAll(() => {
    for (const program of programs) runProgram(program, footprints.watch(policy), instrument, search(300));
  });
}
for (const { program, under } of corners) {
  beforeAll(() => {
    for (const policy of under)
      for (const runRace of [walks(300), oneStop]) runProgram(program, footprints.watch(policy), instrument, runRace);
  });
}

const words = (touched: Step['reads'] = []): string[] => touched.map(fieldName);

const sorted = (items: Iterable<string>): string[] => [...items].sort();

/** What is in `a` and not in `b`, as sentences. */
function missing(name: string, what: string, a: Iterable<string>, b: Iterable<string>): string[] {
  const there = new Set(b);
  return sorted(a)
    .filter((item) => !there.has(item))
    .map((item) => `${name} ${what} ${item}`);
}

function ofSteps(describeOne: (step: Step, seen: StepSeen) => string[]): string[] {
  return [...footprints.steps].flatMap(([step, seen]) => describeOne(step, seen)).sort();
}

describe('the footprint of every step', () => {
  it('is watched: every step of every policy was taken', () => {
    expect(ofSteps((_, { name, taken }) => (taken ? [] : [name]))).toEqual([]);
  });

  it('names fields that there are', () => {
    expect(
      ofSteps((step, { name }) => missing(name, 'declares', [...words(step.reads), ...words(step.writes)], fieldNames)),
    ).toEqual([]);
  });

  it('declares all that it reads', () => {
    expect(ofSteps((step, { name, reads }) => missing(name, 'reads', reads, words(step.reads)))).toEqual([]);
  });

  it('declares all that it writes', () => {
    expect(ofSteps((step, { name, writes }) => missing(name, 'writes', writes, words(step.writes)))).toEqual([]);
  });

  it('is in the name of the actor who takes it', () => {
    expect(sorted(footprints.strangers)).toEqual([]);
  });

  it('declares every rule that it asks, and no other', () => {
    expect(
      ofSteps((step, { name, asks, consults }) => [
        ...missing(name, 'asks', asks, step.asks ?? []),
        ...missing(name, 'never asks', step.asks ?? [], [...asks, ...consults]),
      ]),
    ).toEqual([]);
  });

  it('declares every label it jumps to and every list it calls, and no other', () => {
    expect(
      ofSteps((step, { name, goes, calls }) => [
        ...missing(name, 'goes to', goes, waysOf(step).goes),
        ...missing(name, 'never goes to', waysOf(step).goes, goes),
        ...missing(name, 'calls', calls, waysOf(step).calls),
        ...missing(name, 'never calls', waysOf(step).calls, calls),
      ]),
    ).toEqual([]);
  });

  it('declares whether the step behind it can follow, and whether it can fail', () => {
    expect(
      ofSteps((step, { name, goesOn, fails }) => [
        ...(goesOn === waysOf(step).goesOn ? [] : [`${name} ${goesOn ? 'goes on' : 'never goes on'}`]),
        ...(fails === waysOf(step).fails ? [] : [`${name} ${fails ? 'fails' : 'never fails'}`]),
      ]),
    ).toEqual([]);
  });

  it('declares nothing that it never touches', () => {
    // Whoever may free a frame may find a translation to it: in wrong orders only (test/model/testing/mutants/flush.ts).
    const declared = (touched: Step['reads']): string[] => words(touched).filter((field) => field !== 'tlb.translation');
    expect(
      ofSteps((step, { name, reads, writes }) => [
        ...missing(name, 'never reads', declared(step.reads), reads),
        ...missing(name, 'never writes', declared(step.writes), writes),
      ]),
    ).toEqual([]);
  });
});

describe('the reads of every rule', () => {
  const ofRules = (kind: 'too few' | 'too many'): string[] =>
    [...footprints.rules.values()]
      .flatMap(({ name, declared, reads }) =>
        kind === 'too few' ? missing(name, 'reads', reads, declared) : missing(name, 'never reads', declared, reads),
      )
      .sort();

  it('are all declared', () => {
    expect(ofRules('too few')).toEqual([]);
  });

  it('are no more than what happens', () => {
    expect(ofRules('too many')).toEqual([
      // reuse_ksm_page: there are no KSM pages here yet.
      'ReuseIfMappedOnce never reads frame.refs',
      'ReuseIfMappedOnce never reads frame.swapCached',
    ]);
  });
});
