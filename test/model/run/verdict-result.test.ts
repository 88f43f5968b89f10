import { describe, expect, it } from 'vitest';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { operations, compilePolicy, definePolicy, insert, next, PolicyRegistry, step } from '../../../core/index.js';
import { testProgram } from '../testing/programs.js';
import { builtinPolicies } from '../../../policies/index.js';
import { expectationsFor } from '../../../core/run/expectations.js';
import { replayBreach } from '../../../core/explore/breach-run.js';
import { isAsExpected } from '../../../core/run/as-expected.js';
import { verdictResult } from '../../../core/run/verdict-result.js';

const registry = new PolicyRegistry(operations, builtinPolicies);
const program = testProgram('spliced');

function run(id: string, policyOf: (key: string) => string | undefined = (key) => key) {
  const policy = compilePolicy(registry, id);
  const checked = checkProgram(program, policy);
  return { policy, checked, result: verdictResult(program, policy, checked, expectationsFor(program, policy, policyOf)) };
}

describe('the result of a scenario under a policy', () => {
  it('carries the trace of the replayed breach', () => {
    const { result, checked } = run('mapcount');
    expect(result).toMatchObject({
      scenario: 'spliced',
      policy: 'mapcount',
      verdict: 'violates',
      expected: 'violates',
      memoryModel: 'sc',
    });
    expect(result.breaches[0]).toEqual({
      kind: 'isolation',
      detail: 'C.r0 = 2, the eager machine allows {1}',
      what: 'value-not-allowed',
      facts: { values: [{ name: 'C.r0', value: '2' }], allowed: ['1'] },
    });
    expect(result.trace).toHaveLength(checked.transitions);
    expect(result.trace?.at(-1)).toEqual({
      actor: 'C',
      op: 'read-ref pipe, as r0',
      operation: 'read-ref',
      step: 'load-through-handle',
    });
  });

  it('has an invariant that no longer holds as data, beside the sentence', () => {
    const leak = step('leak', [next], (m) => {
      m.frame.refs.set(m.pte.entry.frameAt(0), m.frame.refs.at(m.pte.entry.frameAt(0)) + 1);
      return next;
    });
    const leaking = definePolicy('leaking', {
      title: '',
      extends: 'anon-exclusive',
      steps: { 'lru-drain': [leak] },
      orders: { 'lru-drain': [insert('leak').before('drain-all')] },
    });
    const [spoilt, policy] = [
      testProgram('spoilt'),
      compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, leaking]), 'leaking'),
    ];
    const { breaches } = verdictResult(
      spoilt,
      policy,
      checkProgram(spoilt, policy),
      expectationsFor(spoilt, policy, () => undefined),
    );
    expect(breaches).toContainEqual({
      kind: 'lifetime',
      detail: 'I10: frame 2 has 2 references, 1 are accounted for',
      invariant: 'I10',
      what: 'references-unaccounted',
      facts: { frame: 2, references: 2, accounted: 1 },
    });
  });

  it('has no trace when nothing was breached', () => {
    expect(run('early-cow').result).not.toHaveProperty('trace');
  });

  it('is compared with what is asserted, and never decided by it', () => {
    const { result } = run('anon-exclusive');
    expect(result).toMatchObject({ verdict: 'holds', expected: 'violates' });
    expect(isAsExpected(result)).toBe(false);
    expect(isAsExpected(run('early-cow').result)).toBe(true);
  });

  it('is compared with every kernel that has the policy: one that disagrees is enough', () => {
    const kernels: Readonly<Record<string, string>> = { 'linux-5.4': 'mapcount', 'linux-4.20': 'mapcount' };
    expect(run('mapcount', (key) => kernels[key]).result.expected).toBe('holds');
    expect(run('mapcount', (key) => ({ 'linux-5.4': 'mapcount' })[key]).result.expected).toBe('violates');
  });

  it('names the events that were counted differently', () => {
    const { result } = run('mapcount');
    expect(result.eventMismatches).toEqual(['copies: expected 2, counted 0']);
    expect(isAsExpected(result)).toBe(false);
    expect(run('anon-exclusive').result).not.toHaveProperty('eventMismatches');
  });

  it('is not as expected when a bound was hit', () => {
    const { result } = run('early-cow');
    expect(isAsExpected({ ...result, verdict: 'bounded', complete: false })).toBe(false);
  });

  it('is never as expected when it is broken', () => {
    const { result } = run('early-cow');
    expect(isAsExpected({ ...result, verdict: 'broken', complete: false })).toBe(false);
  });

  it('is refused when the replay does not show the breach', () => {
    const { policy, checked } = run('mapcount');
    const invented: Checked = { ...checked, breaches: [{ kind: 'crash', what: 'said', facts: { sentence: 'never happened' } }] };
    expect(() => replayBreach(program, policy, invented)).toThrow(
      'The policy `mapcount` is not deterministic: replayed, spliced does not show never happened.',
    );
  });
});
