/** The default lists of the machine are orders too: nothing that is refused in a policy's may be in them. */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { operations } from '../mm/operations.js';
import { done, fail, goto, next, type Answer } from './answers.js';
import { anyOf, ownFact, type Need } from './facts.js';
import { isLabel, label, step, type Entry, type Step, type StepTraits } from './step.js';
import { flowThrough } from './flow.js';
import { checkOrderOf } from './testing/lists.js';

const namesOf = (entries: readonly Entry[]): string[] =>
  entries.map((entry) => (isLabel(entry) ? `${entry.label}:` : entry.name));

describe('the default list of', () => {
  it.each(operations)('$name is an order that works', (operation) => {
    const others = operations.filter((other) => other !== operation);
    expect(checkOrderOf(operation, namesOf(operation.entries), [], others)).toEqual(operation.entries);
  });
});

const [a, b, lock, mark, outer, work] = ['a', 'b', 'lock', 'mark', 'outer', 'work'].map(ownFact);

describe('the facts before a step', () => {
  const facts = (entries: readonly Entry[], given: readonly Need[] = []): (string[] | undefined)[] =>
    flowThrough(entries, given).before.map((known) => known?.map((clause) => [...clause].sort().join(' or ')).sort());
  /** A step that answers the first of these, here for what it declares. */
  const some = (name: string, answers: readonly Answer[], traits: StepTraits = {}): Step =>
    step(name, answers, () => answers[0], traits);

  it('are those that steps before it gave and none ended, and what callers gave', () => {
    const list = [
      some('lock', [next], { gives: [lock] }),
      some('look', [next]),
      some('unlock', [next], { ends: [lock] }),
      some('last', [next]),
    ];
    expect(facts(list, [outer])).toEqual([['outer'], ['lock', 'outer'], ['lock', 'outer'], ['outer']]);
  });

  it('are only those of every way to it', () => {
    const list = [
      some('try', [next, goto('without')], { gives: [lock] }),
      some('mark', [next], { gives: [mark] }),
      label('without'),
      some('last', [next]),
    ];
    expect(facts(list).at(-1)).toEqual([]);
  });

  it('on a way round are those of the first time and of every other', () => {
    const list = [some('first', [next], { gives: [a, b] }), some('again', [next]), some('end', [goto('again')], { ends: [b] })];
    expect(facts(list)).toEqual([[], ['a'], ['a']]);
  });

  it('behind a jump may be others than behind the step', () => {
    const list = [
      some('try', [next, goto('had')], { givesOnJump: [lock] }),
      some('sleep', [next], { gives: [lock] }),
      some('had', [next]),
    ];
    expect(facts(list)).toEqual([[], [], [lock]]);
  });

  it('do not come from jumps to where there is no place', () => {
    expect(facts([some('try', [next, goto('nowhere')], { gives: [lock] }), some('last', [next])])).toEqual([[], ['lock']]);
  });

  it('are unknown where nothing leads, and in a back-off are those of what can fail', () => {
    const list = [
      some('lock', [next], { gives: [lock] }),
      some('work', [next, fail('EFAULT')], { gives: [work] }),
      some('out', [done]),
      some('never', [next]),
      label('back-off'),
      some('undo', [next]),
    ];
    expect(facts(list)).toEqual([[], ['lock'], ['lock', 'work'], undefined, ['lock'], ['lock']]);
  });

  it('are one of several where each way gives another, as long as somebody is content with any of these', () => {
    const either = (needs: readonly Need[]): Entry[] => [
      some('choose', [next, goto('other')]),
      some('lock', [goto('both')], { givesOnJump: [lock] }),
      label('other'),
      some('mark', [next], { gives: [mark] }),
      label('both'),
      some('use', [next], { needs }),
      some('unlock', [next], { ends: [lock] }),
      some('last', [next]),
    ];
    expect(facts(either([anyOf(lock, mark)])).slice(4)).toEqual([['lock or mark'], ['lock or mark'], ['lock or mark'], []]);
    expect(facts(either([anyOf(a, lock, mark)])).slice(4, 6)).toEqual([['lock or mark'], ['lock or mark']]);
    expect(facts(either([lock])).slice(4, 6)).toEqual([[], []]);
  });

  it('are no more than what callers give, of which they may give any', () => {
    const list = [some('look', [next], { needs: [anyOf(a, b)] }), some('take', [next], { gives: [a] }), some('last', [next])];
    expect(facts(list, [anyOf(a, b)])).toEqual([['a or b'], ['a or b'], ['a']]);
  });
});
