/** Partial-order reduction finds what a search of all interleavings finds: every built-in race, under every policy. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import type { Program } from '../../../core/program/program.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import { policies, scenarios } from '../testing/builtin.js';

const whole = { ...defaultBounds, reduce: 'none' } as const;
const reduced = { ...defaultBounds, reduce: 'por' } as const;

/** What a reduction must not change. */
function findings({ verdict, outcomes, breaches, schedule, isShortest, complete }: Checked): unknown {
  const kinds = breaches.map(({ kind, what, ...rest }) => `${kind} ${'invariant' in rest ? rest.invariant : ''} ${what}`);
  return { verdict, outcomes, kinds: [...new Set(kinds)].sort(), schedule, isShortest, complete };
}

function both(program: Program, policy: CompiledPolicy): readonly [ofAll: Checked, ofPart: Checked] {
  return [checkProgram(program, policy, whole), checkProgram(program, policy, reduced)];
}

const races = scenarios.filter(({ race }) => race.length > 0);

describe.each(races.map((program) => [program.name, program] as const))('a reduced search of %s', (_, program) => {
  it('finds the same verdict, outcomes, kinds of breaches and shortest run, with no more states', () => {
    for (const policy of policies) {
      const [all, part] = both(program, policy);
      expect({ policy: policy.id, found: findings(part) }).toEqual({ policy: policy.id, found: findings(all) });
      expect(part.states).toBeLessThanOrEqual(all.states);
    }
  });
});

describe('a reduced search of random races', () => {
  it('finds what a whole one does', () => {
    const some = policies.filter((_, number) => number % 4 === 0);
    fc.assert(
      fc.property(arbitraryScenario({ race: true }), fc.constantFrom(...some), (text, policy) => {
        const [all, part] = both(loadProgram(text, 'random'), policy);
        fc.pre(all.complete);
        expect(findings(part)).toEqual(findings(all));
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});
