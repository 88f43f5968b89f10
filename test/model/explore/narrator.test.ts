import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadProgram } from '../../../core/scenario/load.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { policies } from '../testing/builtin.js';
import { Driver } from '../../../core/explore/driver.js';
import type { Change } from '../../../core/explore/describe.js';
import { Narrator } from '../../../core/explore/narrator.js';
import { changeInWords } from '../../../core/explore/state-words.js';
import { oneRun } from '../../../core/explore/one-run.js';
import { replay } from '../../../core/explore/replay.js';
import { createWorld } from '../../../core/explore/world.js';
import { next } from '../../../core/engine/answers.js';
import { insert } from '../../../core/engine/edits.js';
import { register } from '../../../core/engine/registers.js';
import { step } from '../../../core/engine/step.js';
import { operations } from '../../../core/mm/operations.js';
import { compilePolicy } from '../../../core/policy/compile.js';
import { definePolicy } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { builtinPolicies } from '../../../policies/index.js';
import { testProgram } from '../testing/programs.js';

/** Applies changes to what was said before. */
function follow(lines: Map<string, string>, changes: readonly Change[]): void {
  for (const { about, from, to } of changes.map(changeInWords)) {
    expect(lines.get(about)).toBe(from);
    if (to === undefined) lines.delete(about);
    else lines.set(about, to);
  }
}

const frame = register('fork-pte', 'frame');
const child = register('op', 'child');
const area = register('handle-mm-fault', 'vma');
const foundPte = register('own-and-lock-table', 'pte');

/** Every step that a fork or a fault takes here counts in a field of another thing. */
const counting = definePolicy('counting', {
  title: 'Counts forks of frames and processes, faults of areas and PTEs',
  extends: 'early-cow',
  fields: [
    { entity: 'frame', name: 'shared', bits: 8 },
    { entity: 'mm', name: 'forks', bits: 8 },
    { entity: 'vma', name: 'faults', bits: 8 },
    { entity: 'pte', name: 'copied', bits: 8 },
    { entity: 'actor', name: 'copies', bits: 8 },
  ],
  steps: {
    'fork-pte': [
      step(
        'count-shared',
        [next],
        (m, a) => {
          m.extra('frame', 'shared').add(a, m.get(a, frame), 1);
          m.extra('mm', 'forks').add(a, m.get(a, child), 1);
          return next;
        },
        {},
      ),
    ],
    'copy-page': [
      step(
        'count-copy',
        [next],
        (m, a) => {
          m.extra('vma', 'faults').add(a, m.get(a, area), 1);
          m.extra('pte', 'copied').add(a, m.get(a, foundPte), 1);
          m.extra('actor', 'copies').add(a, a, 1);
          return next;
        },
        {},
      ),
    ],
  },
  orders: {
    'fork-pte': [insert('count-shared').before('install-child-pte')],
    'copy-page': [insert('count-copy').after('install-copy')],
  },
});

const counted = compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, counting]), 'counting');

it('fields that a policy has added are told of the thing that they belong to', () => {
  const program = testProgram('both-write');
  const { steps } = replay(program, counted, oneRun(program, counted) ?? []);
  const said = (name: string): string[] =>
    steps
      .filter(({ step: taken }) => taken === name)
      .flatMap(({ changes }) =>
        changes.map(changeInWords).map(({ about, from, to }) => `${about}: ${from ?? 'nothing'} → ${to ?? 'nothing'}`),
      );
  expect(said('count-shared')).toEqual([
    'frame 1: holds initial#0, refs 2, mapcount 2 → holds initial#0, refs 2, mapcount 2, shared 1',
    'mm C: nothing → forks 1',
  ]);
  expect(said('count-copy')).toEqual([
    'P.a: frame 2, writable, dirty → frame 2, writable, dirty, copied 1',
    'vma 0: nothing → faults 1',
    'actor P: nothing → copies 1',
  ]);
});

it.each([...policies, counted])('what is said step by step adds up to what is there, under $id', (policy) => {
  fc.assert(
    fc.property(arbitraryScenario({ race: true }), (text) => {
      const program = loadProgram(text, 'random');
      const machine = createWorld(program, policy);
      const driver = new Driver(machine, program);
      const narrator = new Narrator(machine, program);
      const said = new Map(narrator.lines);
      const compare = (): void => {
        follow(said, narrator.changes());
        expect(said).toEqual(new Map(new Narrator(machine, program).lines));
      };
      driver.runInOrder(program.steps, compare);
      for (const { actor, choice } of oneRun(program, policy) ?? []) {
        driver.raceStep(actor, choice);
        compare();
      }
    }),
    { numRuns: 10 },
  );
});
