/** Which orders of a list of ten lines can work, and how those that cannot are refused. */

import { describe, expect, it } from 'vitest';
import type { CowlabError } from '../errors/errors.js';
import { anyError, call, done, goto, next, type Answer } from './answers.js';
import { anyOf, ownFact, type Need } from './facts.js';
import { isLabel, label, operation, step, type Entry, type Operation, type Step, type StepTraits } from './step.js';
import { checkOrderOf } from './testing/lists.js';

/** A step that answers the first of these, here for what it declares. */
const some = (name: string, answers: readonly Answer[], traits: StepTraits = {}): Step =>
  step(name, answers, () => answers[0], traits);
const does = (name: string, traits: StepTraits = {}): Step => some(name, [next], traits);

const [lock, outer, counted, never] = ['lock', 'outer', 'counted', 'never'].map(ownFact);

const other = operation('other', 'other', [some('try', [next, anyError])]);

/** Takes a lock, does what needs it, and backs off; `outer` is its callers' lock. */
const lookUp = operation(
  'look-up',
  'look_up',
  [
    does('lock', { gives: [lock] }),
    some('look', [next, goto('absent'), anyError], { needs: [lock] }),
    does('count', { needs: [lock, outer], gives: [counted], optional: true }),
    label('absent'),
    does('unlock', { needs: [lock], ends: [lock] }),
    some('return', [done], { optional: true }),
    label('back-off'),
    does('unlock-after-error', { needs: [lock], ends: [lock] }),
  ],
  [
    does('trylock', { gives: [lock] }),
    does('undo', { needs: [lock], ends: [lock] }),
    does('report', { needs: [counted] }),
    does('wait', { needs: [never] }),
    some('give-up', [done]),
    does('look-away', { ends: [outer] }),
    some('call-out', [call('other')]),
    some('peek', [next, goto('aside')]),
  ],
  [outer],
);

const own = lookUp.entries.map((entry) => (isLabel(entry) ? `${entry.label}:` : entry.name));

/** The machine's own order, with one line left out, or replaced by others. */
function without(name: string, ...others: readonly string[]): string[] {
  return own.flatMap((line) => (line === name ? others : [line]));
}

function checked(order: readonly string[]): readonly Entry[] {
  return checkOrderOf(lookUp, order, [], [other]);
}

function refused(order: readonly string[]): readonly (string | undefined)[] {
  try {
    checked(order);
  } catch (error) {
    const { message, expected } = error as CowlabError;
    return [message.replace('The policy `mine` ', ''), expected?.replace(' in order `look-up` of policy `mine`', '')];
  }
  throw new Error(`it was not refused: ${order.join(' ')}`);
}

describe('an order works', () => {
  it('as the machine has it', () => {
    expect(checked(own)).toEqual(lookUp.entries);
  });

  it.each([
    ['without what it need not have', without('count')],
    ['with another step that gives the same as a mandatory one', without('lock', 'trylock')],
    ['with a step behind the one that gives what it needs', without('count', 'count', 'report')],
    ['when it ends itself early, with nothing held', without('unlock', 'unlock', 'give-up')],
    [
      'when only what it leaves out jumps to a mandatory step',
      ['lock', 'look', 'absent:', 'unlock', 'return', 'aside:', 'unlock-after-error', 'give-up', 'back-off:', 'undo'],
    ],
    ['when what its callers gave is ended', without('count', 'look-away')],
  ])('%s', (_, order) => {
    expect(checked(order)).toHaveLength(order.length);
  });
});

describe('an order is refused', () => {
  it.each<[string, readonly string[], string, string]>([
    ['that is empty', [], 'leaves nothing of `look-up`.', 'at least one step'],
    ['with labels alone', ['absent:', 'back-off:'], 'leaves nothing of `look-up`.', 'at least one step'],
    ['with a step twice', without('count', 'count', 'count'), 'names the step `count` twice.', 'every name once'],
    ['with a label twice', without('count', 'absent:'), 'names the label `absent` twice.', 'every name once'],
    [
      "with a label of a step's name",
      without('count', 'count', 'look:'),
      'has a label `look:` that repeats the name of a step.',
      'a label of another name',
    ],
    ['without a mandatory step', without('look'), 'leaves out the mandatory step `look`.', '`look`'],
    ['without where a step jumps to', without('absent:'), 'has no place `absent`, where `look` jumps to.', '`absent:`'],
    [
      'with a mandatory step behind one that never goes on',
      ['lock', 'look', 'absent:', 'return', 'unlock', 'back-off:', 'unlock-after-error'],
      'has no way to the mandatory step `unlock`.',
      'a way to `unlock` (`return` never goes on)',
    ],
    [
      'with a mandatory step behind a label that nobody jumps to',
      ['lock', 'look', 'absent:', 'unlock', 'return', 'nowhere:', 'unlock-after-error', 'back-off:', 'give-up'],
      'has no way to the mandatory step `unlock-after-error`.',
      'a way to `unlock-after-error` (nothing leads there)',
    ],
    [
      'with a step outside of the lock it needs',
      ['count', ...without('count')],
      'runs `count` outside of `lock`.',
      '`lock` on every way to `count`',
    ],
    [
      'with a step behind the end of what callers gave',
      without('count', 'look-away', 'count'),
      'runs `count` outside of `outer`.',
      '`outer` on every way to `count`',
    ],
    [
      'with a step without a fact that only some ways give',
      without('absent:', 'absent:', 'report'),
      'runs `report` without `counted`.',
      '`count` on every way to `report`',
    ],
    [
      'with a step that needs what nobody gives',
      without('count', 'wait'),
      'runs `wait` without `never`.',
      '`never` on every way to `wait`',
    ],
    ['that ends with a lock held', [...own, 'trylock'], 'ends `look-up` with `lock` still held.', '`unlock` before that'],
    [
      'that ends in a step with a lock held',
      without('count', 'give-up'),
      'ends `look-up` in `give-up` with `lock` still held.',
      '`unlock` before that',
    ],
  ])('%s', (_, order, message, expected) => {
    expect(refused(order)).toEqual([message, expected]);
  });

  it('when an error of a list that it calls reaches a back-off that needs more', () => {
    expect(refused(['call-out', ...own])).toEqual([
      'runs `unlock-after-error` outside of `lock`.',
      '`lock` on every way to `unlock-after-error`',
    ]);
  });
});

describe('a step that is brought', () => {
  const [wide, narrow] = ['wide', 'narrow'].map(ownFact);
  const inner = operation('inner', 'inner', [does('work', { needs: [anyOf(wide, narrow)] })], [], [anyOf(wide, narrow)]);
  const outerList = (own: readonly Entry[] = [some('call', [call('inner')])]): Operation =>
    operation('outer', 'outer', [does('lock', { gives: [wide] }), ...own, does('unlock', { ends: [wide] })]);
  const lockNarrow = does('lock-narrow', { gives: [narrow] });
  const unlockNarrow = does('unlock-narrow', { ends: [narrow] });

  const tried = (list: Operation, ...order: readonly string[]): string => {
    try {
      checkOrderOf(list, order, [lockNarrow, unlockNarrow, does('look')], [inner]);
      return 'works';
    } catch (error) {
      return (error as CowlabError).message.replace('The policy `mine` ', '');
    }
  };

  it('stands in for one of other facts when all are content with those', () => {
    expect(tried(outerList(), 'lock-narrow', 'call', 'unlock-narrow')).toBe('works');
  });

  it('does not when somebody needs just the fact that is gone, or nobody needs it', () => {
    const strict = outerList([some('call', [call('inner')]), does('use', { needs: [wide] })]);
    expect(tried(strict, 'lock-narrow', 'call', 'use', 'unlock-narrow')).toBe('leaves out the mandatory step `lock`.');
    expect(tried(outerList([does('idle')]), 'lock-narrow', 'idle', 'unlock-narrow')).toBe(
      'leaves out the mandatory step `lock`.',
    );
  });

  it('does not when it ends nothing of what the other ended, or has no brackets', () => {
    expect(tried(outerList(), 'lock-narrow', 'call')).toBe('leaves out the mandatory step `unlock`.');
    expect(tried(outerList([does('idle')]), 'lock', 'look', 'unlock')).toBe('leaves out the mandatory step `idle`.');
  });

  it('does not when it runs outside of what the other needs', () => {
    const taking = (needs: readonly Need[]): Operation =>
      outerList([does('take', { gives: [narrow], needs }), does('put', { ends: [narrow] })]);
    expect(tried(taking([]), 'lock', 'lock-narrow', 'put', 'unlock')).toBe('works');
    expect(tried(taking([wide]), 'lock', 'lock-narrow', 'put', 'unlock')).toBe('leaves out the mandatory step `take`.');
  });

  it('calls a list only where what that relies on holds, which it may give to the call', () => {
    expect(tried(outerList(), 'call', 'lock', 'unlock')).toBe('runs `call` outside of `wide or narrow`.');
    expect(
      tried(
        operation('at-once', 'at_once', [
          some('lock-and-call', [call('inner')], { givesToCall: [wide] }),
          does('unlock', { ends: [wide] }),
        ]),
        'lock-and-call',
        'unlock',
      ),
    ).toBe('works');
    const behind = operation('behind', 'behind', [
      some('call', [call('inner')], { gives: [wide] }),
      does('unlock', { ends: [wide] }),
    ]);
    expect(tried(behind, 'call', 'unlock')).toBe('runs `call` outside of `wide or narrow`.');
  });
});
