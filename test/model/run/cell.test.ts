import { injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import {
  operations,
  compilePolicy,
  definePolicy,
  PolicyRegistry,
  Rule,
  type CompiledPolicy,
  type FaultView,
  type FrameView,
  type Reuse,
} from '../../../core/index.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import { cellOf } from '../../../core/run/cell.js';
import { builtinPolicies } from '../../../policies/index.js';
import { ReuseIfMappedOnce } from '../../../policies/mapcount/index.js';
import { scenario } from '../testing/builtin.js';

const program = scenario('vmsplice-child-unmap');
const asCheckDoes = { bounds: defaultBounds, policyOf: () => undefined };
const asCompareDoes = { ...asCheckDoes, explain: () => 'told' };

/** As `mapcount`; its write-fault rule throws when it is asked once more often. */
function tired(most: number): { readonly policy: CompiledPolicy; readonly asked: () => number } {
  let asked = 0;
  @injectable()
  class Tires extends ReuseIfMappedOnce {
    override mayReuse(frame: FrameView, fault: FaultView): Reuse {
      if (++asked > most) throw new Error('tired');
      return super.mayReuse(frame, fault);
    }
  }
  const policy = definePolicy('tires', { title: 'Tires', extends: 'mapcount', rules: { [Rule.WriteFault]: Tires } });
  return { policy: compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, policy]), 'tires'), asked: () => asked };
}

describe('the cell of a scenario under a policy', () => {
  it('is the same for check and compare, however often a rule answers before it throws', () => {
    const { policy, asked } = tired(Infinity);
    expect(cellOf(program, policy, asCheckDoes).verdict.verdict).toBe('violates');
    const needed = asked();
    expect(needed).toBeGreaterThan(0);
    for (let most = 0; most <= needed; most++) {
      const [checked, compared] = [asCheckDoes, asCompareDoes].map((options) => cellOf(program, tired(most).policy, options));
      expect(compared.verdict).toEqual(checked.verdict);
      expect(compared.failure).toEqual(checked.failure);
      expect(checked.verdict.verdict).toBe(most < needed ? 'broken' : 'violates');
    }
  });

  it('explains the very run that its trace is of', () => {
    const { policy } = tired(Infinity);
    const cell = cellOf(program, policy, {
      ...asCheckDoes,
      explain: (_, __, ___, run) => run.steps.map(({ step }) => step).join(' '),
    });
    expect(cell.explanation?.text).toBe(cell.verdict.trace?.map(({ step }) => step).join(' '));
  });
});
