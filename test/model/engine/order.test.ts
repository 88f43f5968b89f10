import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { CowlabError } from '../../../core/errors/errors.js';
import { operations } from '../../../core/mm/operations.js';
import { call, done, isLabel, next, step, type Step } from '../../../core/engine/step.js';
import { compilePolicy } from '../../../core/policy/compile.js';
import { definePolicy, type PolicyDefinition } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';

/** Compiles a child of `anon-exclusive` that states this. */
function compiled(definition: Partial<PolicyDefinition>): ReturnType<typeof compilePolicy> {
  const child = { ...definePolicy('child', { title: 'a child', extends: 'anon-exclusive', ...definition }), origin: 'child.ts' };
  return compilePolicy(new PolicyRegistry([...builtinPolicies, child]), 'child');
}

function refusal(definition: Partial<PolicyDefinition>): CowlabError {
  try {
    compiled(definition);
  } catch (error) {
    if (error instanceof CowlabError) return error;
    throw error;
  }
  throw new Error('the policy was not refused');
}

const lockless = [
  'irqs-off', 'read-pte-once', 'check-permission', 'take-reference', 'add-pin-bias', 'record-fast-page', 'irqs-on', 'end-walk',
  'back-off-page:', 'undo-page', 'irqs-on-after-back-off',
];

const without = (name: string): string[] => lockless.filter((other) => other !== name);

/** The same with a step in front of another one. */
const moved = (name: string, before: string): string[] => without(name).flatMap((other) => (other === before ? [name, other] : [other]));

/** The default list of an operation, as an order. */
function entriesOf(name: string): string[] {
  const entries = operations.find((operation) => operation.name === name)?.entries ?? [];
  return entries.map((entry) => (isLabel(entry) ? `${entry.label}:` : entry.name));
}

const looking = (name: string): Step => step(name, () => next);

describe('an order', () => {
  it('gives the list its steps, in its order, and says who ordered them', () => {
    const policy = compiled({ orders: { 'gup-fast': lockless } });
    const list = policy.lists.find(({ name }) => name === 'gup-fast');
    expect(list?.steps.map(({ name }) => name)).toEqual(lockless.filter((name) => !name.endsWith(':')));
    expect(policy.orderedBy('gup-fast')?.id).toBe('child');
    expect(policy.orderedBy('reuse-page')?.id).toBe('anon-exclusive');
    expect(policy.orderedBy('store')).toBeUndefined();
  });

  it('may stand a step in for a mandatory one that gives the same', () => {
    const { lists } = compiled({ extends: 'mapcount' });
    const reuse = lists.find(({ name }) => name === 'reuse-page')?.steps.map(({ name }) => name);
    expect(reuse).toContain('trylock-or-sleep');
    expect(reuse).not.toContain('trylock-or-copy');
  });

  it('is refused with the nearest name when it names a step that there is not', () => {
    const error = refusal({ orders: { 'gup-fast': lockless.map((name) => (name === 'irqs-off' ? 'irq-off' : name)) } });
    expect(error).toMatchObject({ code: 'COW004', where: 'child.ts: order `gup-fast` of policy `child`', hint: expect.stringContaining('`irqs-off`') as unknown });
    expect(error.message).toBe('There is no step of `gup-fast` named `irq-off`.');
  });

  it('is refused without a mandatory step', () => {
    const error = refusal({ orders: { 'gup-fast': without('take-reference') } });
    expect(error.code).toBe('COW033');
    expect(error.message).toBe('The policy `child` leaves out the mandatory step `take-reference`.');
    expect(error.expected).toBe('`take-reference` in order `gup-fast` of policy `child`');
  });

  it('is refused when a step comes before the one that gives what it needs', () => {
    const error = refusal({ orders: { 'gup-fast': moved('add-pin-bias', 'take-reference') } });
    expect(error).toMatchObject({ code: 'COW033', where: 'child.ts' });
    expect(error.message).toBe('The policy `child` runs `add-pin-bias` outside of `reference`.');
    expect(error.expected).toBe('`take-reference` on every way to `add-pin-bias` in order `gup-fast` of policy `child`');
  });

  it('is refused when a step runs outside of its locks, before or behind', () => {
    const early = refusal({ orders: { 'gup-fast': moved('read-pte-once', 'irqs-off') } });
    expect(early.message).toBe('The policy `child` runs `read-pte-once` outside of `irqs-off`.');
    const late = entriesOf('copy-page').filter((name) => name !== 'drop-old-mapping')
      .flatMap((name) => (name === 'put-old' ? ['drop-old-mapping', name] : [name]));
    expect(refusal({ orders: { 'copy-page': late } }).message).toBe('The policy `child` runs `drop-old-mapping` outside of `pte-lock`.');
  });

  it('is refused when only some of the ways to a step establish what it needs', () => {
    const order = ['irqs-off', 'read-pte-once', 'read-write-protect-seq', ...lockless.slice(2), 'check-seq-after-back-off'];
    const error = refusal({ orders: { 'gup-fast': order } });
    expect(error.message).toBe('The policy `child` runs `check-seq-after-back-off` without `seq`.');
    expect(error.expected).toContain('`read-write-protect-seq` on every way to');
  });

  it('is refused without a way to a mandatory step', () => {
    const error = refusal({ orders: { 'gup-fast': moved('end-walk', 'irqs-on') } });
    expect(error).toMatchObject({ code: 'COW033', where: 'child.ts' });
    expect(error.message).toBe('The policy `child` has no way to the mandatory step `irqs-on`.');
    expect(error.expected).toBe('a way to `irqs-on` (`end-walk` never goes on) in order `gup-fast` of policy `child`');
  });

  it('may leave a step out together with the places that only it jumps to', () => {
    const order = entriesOf('copy-page').filter((name) => name !== 'recheck');
    expect(compiled({ orders: { 'copy-page': order } }).orderedBy('copy-page')?.id).toBe('child');
  });

  it('is refused when it ends with a lock held', () => {
    const lockAgain = step('lock-again', () => next, { gives: ['page-lock'] });
    const error = refusal({ steps: { 'reuse-page': [lockAgain] }, orders: { 'reuse-page': [...entriesOf('reuse-page'), 'lock-again'] } });
    expect(error.message).toBe('The policy `child` ends `reuse-page` with `page-lock` still held.');
    expect(error.expected).toContain('`unlock-page` before that');
  });

  it('is refused when a label repeats the name of a step, or of another label', () => {
    const shadow = refusal({ orders: { 'gup-fast': ['undo-page:', ...lockless] } });
    expect(shadow.message).toBe('The policy `child` has a label `undo-page:` that repeats the name of a step.');
    const twice = refusal({ orders: { 'gup-fast': ['back-off-page:', ...lockless] } });
    expect(twice.message).toBe('The policy `child` names the label `back-off-page` twice.');
  });

  it('is refused when it is empty', () => {
    expect(refusal({ orders: { wait: [] } }).message).toBe('The policy `child` leaves nothing of `wait`.');
  });

  it('is refused without a place that one of its steps jumps to', () => {
    const error = refusal({ orders: { 'gup-fast': without('back-off-page:') } });
    expect(error.message).toBe('The policy `child` has no place `back-off-page`, where `read-pte-once` jumps to.');
    expect(error.expected).toBe('`back-off-page:` in order `gup-fast` of policy `child`');
  });

  it('is refused when it names a step twice', () => {
    const error = refusal({ orders: { 'gup-fast': lockless.flatMap((name) => (name === 'take-reference' ? [name, name] : [name])) } });
    expect(error.message).toBe('The policy `child` names the step `take-reference` twice.');
  });

  it('is refused for an operation that there is not', () => {
    const error = refusal({ orders: { 'gup-quick': lockless } });
    expect(error).toMatchObject({ code: 'COW033', where: 'child.ts', expected: expect.stringContaining('gup-fast') as unknown });
    expect(error.message).toBe('The policy `child` orders the steps of `gup-quick`.');
  });

  it('is refused when its lists would lead back into themselves', () => {
    const again = step('again', () => call('gup-fast'), { calls: ['gup-fast'] });
    const error = refusal({ steps: { 'gup-fast': [again] }, orders: { 'gup-fast': [...lockless, 'again'] } });
    expect(error.message).toContain('gup-fast → gup-fast');
  });
});

describe('steps of a policy of its own', () => {
  it('are for its orders to use, and for those of its children', () => {
    const parent = definePolicy('parent', { title: '', extends: 'mapcount', steps: { 'gup-fast': [looking('look-around')] } });
    const orders = { 'gup-fast': ['look-around', ...lockless] };
    const child = definePolicy('child', { title: '', extends: 'parent', orders });
    const policy = compilePolicy(new PolicyRegistry([...builtinPolicies, parent, child]), 'child');
    expect(policy.hasStep('look-around')).toBe(true);
    expect(compilePolicy(new PolicyRegistry([...builtinPolicies, parent]), 'parent').hasStep('look-around')).toBe(false);
  });

  it('belong to the operation they were declared for', () => {
    const elsewhere = { steps: { 'gup-slow': [looking('look-around')] }, orders: { 'gup-fast': ['look-around', ...lockless] } };
    expect(refusal(elsewhere).code).toBe('COW004');
  });

  it('are refused for an operation that there is not', () => {
    expect(refusal({ steps: { 'gup-quick': [step('stop', () => done)] } }).code).toBe('COW033');
  });
});
