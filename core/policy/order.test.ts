/** Orders as policies state them, against the machine's own lists: what compiles, and what is refused, in which words. */

import { describe, expect, it } from 'vitest';
import { CowlabError } from '../errors/errors.js';
import { insert, move, namesOf, replace, swap, without, type Edit } from '../engine/edits.js';
import { call, done, next } from '../engine/answers.js';
import { step, type Step } from '../engine/step.js';
import type { CompiledPolicy } from './compile.js';
import { definePolicy, type PolicyDefinition } from './policy.js';
import { compiledPlain } from './testing/plain.js';

/** Compiles a child of `plain` that states this. */
function compiled(definition: Partial<PolicyDefinition>): CompiledPolicy {
  const child = { ...definePolicy('child', { title: 'a child', extends: 'plain', ...definition }), origin: 'child.ts' };
  return compiledPlain('child', child);
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

const looking = (name: string): Step => step(name, [next], () => next);

describe('an order', () => {
  it("is its parent's list with the policy's edits, and says who ordered what", () => {
    const policy = compiled({ orders: { 'gup-fast': [insert('full-barrier').after('add-pin-bias'), without('re-read-pte')] } });
    const list = policy.lists.find(({ name }) => name === 'gup-fast')?.steps.map(({ name }) => name);
    expect(list).toEqual(
      namesOf(compiledPlain().orderOf('gup-fast'))
        .filter((name) => !name.endsWith(':') && name !== 're-read-pte')
        .flatMap((name) => (name === 'add-pin-bias' ? [name, 'full-barrier'] : [name])),
    );
    const lines = policy.orderOf('gup-fast').filter(({ by, leftOutBy }) => by === 'child' || leftOutBy === 'child');
    expect(lines).toEqual([
      { name: 'full-barrier', by: 'child' },
      { name: 're-read-pte', by: undefined, leftOutBy: 'child' },
    ]);
    expect(policy.orderedBy('gup-fast')?.id).toBe('child');
    expect(policy.orderedBy('store')).toBeUndefined();
    const heir = definePolicy('heir', { title: '', extends: 'child', orders: { store: [] } });
    const inherited = compiledPlain('heir', definePolicy('child', { title: '', extends: 'plain', orders: { load: [] } }), heir);
    expect(['load', 'store', 'wait'].map((name) => inherited.orderedBy(name)?.id)).toEqual(['child', 'heir', undefined]);
  });

  it('may stand a step in for a mandatory one that gives the same', () => {
    const sleeping = replace('trylock-or-copy').by(
      'trylock-or-sleep',
      'reference-before-sleep',
      'unlock-table-to-sleep',
      'sleep-on-page-lock',
      'relock-table',
      'recheck-after-sleep',
    );
    const { lists } = compiled({ orders: { 'reuse-page': [sleeping] } });
    const reuse = lists.find(({ name }) => name === 'reuse-page')?.steps.map(({ name }) => name);
    expect(reuse).toContain('trylock-or-sleep');
    expect(reuse).not.toContain('trylock-or-copy');
  });

  it('is refused with the nearest name when it names a step that there is not', () => {
    const error = refusal({ orders: { 'gup-fast': [replace('irqs-off').by('irq-off')] } });
    expect(error).toMatchObject({
      code: 'COW004',
      where: 'child.ts: order `gup-fast` of policy `child`',
      hint: expect.stringContaining('`irqs-off`') as unknown,
    });
    expect(error.message).toBe('There is no step of `gup-fast` named `irq-off`.');
  });

  it.each<[string, Edit]>([
    ['is inserted next to', insert('full-barrier').after('full-stop')],
    ['is left out', without('full-stop')],
    ['is moved', move('full-stop').before('irqs-off')],
    ['changes places', swap('irqs-off', 'full-stop')],
    ['is replaced', replace('full-stop').by('full-barrier')],
  ])('is refused when what %s is not there, unless the edit says that it may be missing', (_, edit) => {
    const error = refusal({ orders: { 'gup-fast': [edit] } });
    expect(error).toMatchObject({ code: 'COW060', where: 'child.ts' });
    expect(error.message).toBe(`The policy \`child\` edits \`gup-fast\` by \`${edit.words}\`, but has no \`full-stop\` there.`);
    expect(error.expected).toContain('`.ifThere()` behind the edit');
    const same = compiled({ orders: { 'gup-fast': [edit.ifThere()] } });
    expect(namesOf(same.orderOf('gup-fast'))).toEqual(namesOf(compiledPlain().orderOf('gup-fast')));
  });

  it('is refused without a mandatory step', () => {
    const error = refusal({ orders: { 'gup-fast': [without('take-reference')] } });
    expect(error.code).toBe('COW072');
    expect(error.message).toBe('The policy `child` leaves out the mandatory step `take-reference`.');
    expect(error.expected).toBe('`take-reference` in order `gup-fast` of policy `child`');
  });

  it('is refused when a step comes before the one that gives what it needs', () => {
    const error = refusal({ orders: { 'gup-fast': [move('add-pin-bias').before('take-reference')] } });
    expect(error).toMatchObject({ code: 'COW075', where: 'child.ts' });
    expect(error.message).toBe('The policy `child` runs `add-pin-bias` outside of `reference`.');
    expect(error.expected).toBe('`take-reference` on every way to `add-pin-bias` in order `gup-fast` of policy `child`');
  });

  it('is refused when a step runs outside of its locks, before or behind', () => {
    const early = refusal({ orders: { 'gup-fast': [move('read-pte-once').before('irqs-off')] } });
    expect(early.message).toBe('The policy `child` runs `read-pte-once` outside of `irqs-off`.');
    const late = refusal({ orders: { 'copy-page': [move('drop-old-mapping').before('put-old')] } });
    expect(late.message).toBe('The policy `child` runs `drop-old-mapping` outside of `pte-lock`.');
  });

  it('is refused when only some of the ways to a step establish what it needs', () => {
    const error = refusal({
      orders: {
        'gup-fast': [
          insert('read-write-protect-seq').after('read-pte-once'),
          insert('check-seq-after-back-off').after('irqs-on-after-back-off'),
        ],
      },
    });
    expect(error.message).toBe('The policy `child` runs `check-seq-after-back-off` without `seq`.');
    expect(error.expected).toContain('`read-write-protect-seq` on every way to');
  });

  it('is refused without a way to a mandatory step', () => {
    const error = refusal({ orders: { 'gup-fast': [move('end-walk').before('irqs-on')] } });
    expect(error).toMatchObject({ code: 'COW074', where: 'child.ts' });
    expect(error.message).toBe('The policy `child` has no way to the mandatory step `irqs-on`.');
    expect(error.expected).toBe('a way to `irqs-on` (`end-walk` never goes on) in order `gup-fast` of policy `child`');
  });

  it('may leave a step out together with the places that only it jumps to', () => {
    expect(compiled({ orders: { 'copy-page': [without('recheck')] } }).orderedBy('copy-page')?.id).toBe('child');
  });

  it('is refused when it ends with a lock held', () => {
    const lockAgain = step('lock-again', [next], () => next, { gives: ['page-lock'] });
    const error = refusal({
      steps: { 'reuse-page': [lockAgain] },
      orders: { 'reuse-page': [insert('lock-again').after('unlock-page')] },
    });
    expect(error.message).toBe('The policy `child` ends `reuse-page` with `page-lock` still held.');
    expect(error.expected).toContain('`unlock-page` before that');
  });

  it('is refused when a label repeats the name of a step, or of another label', () => {
    const shadow = refusal({ orders: { 'gup-fast': [insert('undo-page:').before('irqs-off')] } });
    expect(shadow.message).toBe('The policy `child` has a label `undo-page:` that repeats the name of a step.');
    const twice = refusal({ orders: { 'gup-fast': [insert('back-off-page:').before('irqs-off')] } });
    expect(twice.message).toBe('The policy `child` names the label `back-off-page` twice.');
  });

  it('is refused when it is empty', () => {
    expect(refusal({ orders: { wait: [without('go-on')] } }).message).toBe('The policy `child` leaves nothing of `wait`.');
  });

  it('is refused without a place that one of its steps jumps to', () => {
    const error = refusal({ orders: { 'gup-fast': [without('back-off-page:')] } });
    expect(error.message).toBe('The policy `child` has no place `back-off-page`, where `read-pte-once` jumps to.');
    expect(error.expected).toBe('`back-off-page:` in order `gup-fast` of policy `child`');
  });

  it('is refused when it names a step twice', () => {
    const error = refusal({ orders: { 'gup-fast': [insert('take-reference').after('take-reference')] } });
    expect(error.message).toBe('The policy `child` names the step `take-reference` twice.');
  });

  it('is refused for an operation that there is not', () => {
    const error = refusal({ orders: { 'gup-quick': [] } });
    expect(error).toMatchObject({ code: 'COW061', where: 'child.ts', expected: expect.stringContaining('gup-fast') as unknown });
    expect(error.message).toBe('The policy `child` orders the steps of `gup-quick`.');
  });

  it('is refused when its lists would lead back into themselves', () => {
    const again = step('again', [call('gup-fast')], () => call('gup-fast'));
    const error = refusal({ steps: { 'gup-fast': [again] }, orders: { 'gup-fast': [insert('again').after('irqs-off')] } });
    expect(error.message).toContain('gup-fast → gup-fast');
  });
});

describe('steps of a policy of its own', () => {
  it('are for its orders to use, and for those of its children', () => {
    const parent = definePolicy('parent', { title: '', extends: 'plain', steps: { 'gup-fast': [looking('look-around')] } });
    const orders = { 'gup-fast': [insert('look-around').before('irqs-off')] };
    const child = definePolicy('child', { title: '', extends: 'parent', orders });
    const policy = compiledPlain('child', parent, child);
    expect(policy.hasStep('look-around')).toBe(true);
    expect(compiledPlain('parent', parent).hasStep('look-around')).toBe(false);
  });

  it('belong to the operation they were declared for', () => {
    const elsewhere = {
      steps: { 'gup-slow': [looking('look-around')] },
      orders: { 'gup-fast': [insert('look-around').before('irqs-off')] },
    };
    expect(refusal(elsewhere).code).toBe('COW004');
  });

  it('are refused for an operation that there is not', () => {
    expect(refusal({ steps: { 'gup-quick': [step('stop', [done], () => done)] } }).code).toBe('COW061');
  });

  it('take the place of those of the same name, in the place where they are', () => {
    const policy = compiled({ steps: { wait: [step('go-on', [done], () => done, { reads: ['pte.entry'] })] } });
    expect(policy.lists.find(({ name }) => name === 'wait')?.steps).toMatchObject([{ name: 'go-on', reads: ['pte.entry'] }]);
  });
});
