/** What fails gives back what it holds, in its list or in those that call it; an order that does not is refused. */

import { describe, expect, it } from 'vitest';
import type { CowlabError } from '../errors/errors.js';
import { anyError, call, done, goto, next, restart, type Answer } from './answers.js';
import { anyOf, ownFact, type Need } from './facts.js';
import { isLabel, label, operation, step, type Entry, type Operation, type Step, type StepTraits } from './step.js';
import { checkOrderOf } from './testing/lists.js';

const [lock, mark, outer] = ['failing-lock', 'failing-mark', 'failing-outer'].map(ownFact);

/** A step that answers the first of these, here for what it declares. */
const some = (name: string, answers: readonly Answer[], traits: StepTraits = {}): Step =>
  step(name, answers, () => answers[0], traits);
const does = (name: string, traits: StepTraits = {}): Step => some(name, [next], traits);
const tries = (name: string, traits: StepTraits = {}): Step => some(name, [next, anyError], traits);

const take = does('take', { gives: [lock] });
const put = does('put', { ends: [lock] });
const backOff: readonly Entry[] = [some('return', [done]), label('back-off')];
const undo = some('undo', [anyError], { ends: [lock] });

const list = (name: string, entries: readonly Entry[], given: readonly Need[] = []): Operation =>
  operation(name, name, entries, [], given);

/** The first of these is an order of the policy. What is wrong with it, and what is expected. */
function refused(edited: Operation, ...others: readonly Operation[]): readonly (string | undefined)[] | undefined {
  const names = edited.entries.map((entry) => (isLabel(entry) ? `${entry.label}:` : entry.name));
  try {
    checkOrderOf(edited, names, [], others);
    return undefined;
  } catch (error) {
    const { code, message, expected, where } = error as CowlabError;
    if (code !== 'COW079' || where !== 'mine.ts') throw error;
    return [message.replace('The policy `mine` ', ''), expected];
  }
}

describe('a step that may fail', () => {
  it('is refused where a lock stays held, by the names of list, step and lock', () => {
    expect(refused(list('walk', [take, tries('try'), put]))).toEqual([
      'lets `try` fail in `walk` with `failing-lock` still held.',
      'what `put` does, behind a `back-off:` of `walk` or of the lists that call it',
    ]);
  });

  it('works where a back-off gives back what is held, before it is taken, and behind its end', () => {
    expect(refused(list('walk', [take, tries('try'), put, ...backOff, undo]))).toBeUndefined();
    expect(refused(list('walk', [tries('try'), take, put, tries('try-again')]))).toBeUndefined();
  });

  it('has given nothing, and has ended what it ends', () => {
    expect(refused(list('walk', [tries('take', { gives: [lock] }), put]))).toBeUndefined();
    expect(refused(list('walk', [take, tries('put', { ends: [lock] })]))).toBeUndefined();
  });

  it('is refused where only some way to it holds something', () => {
    const maybe = some('maybe', [next, goto('without')], { gives: [lock] });
    expect(refused(list('walk', [maybe, label('without'), tries('try'), put]))?.[0]).toMatch('lets `try` fail');
    const again = [tries('try'), some('again', [next, restart]), take, some('round', [next, restart]), put];
    expect(refused(list('walk', again))?.[0]).toMatch('lets `try` fail');
  });

  it('is judged by itself, whatever other steps that reach the same back-off hold', () => {
    const undoLock = does('undo-lock', { ends: [lock] });
    const out = some('out', [anyError]);
    const marked = [does('mark', { gives: [mark] }), tries('try-marked'), does('unmark', { ends: [mark] })];
    expect(refused(list('walk', [take, tries('try'), put, ...marked, ...backOff, undoLock, out]))?.[0]).toBe(
      'lets `try-marked` fail in `walk` with `failing-mark` still held.',
    );
    const undoMark = does('undo-mark', { ends: [mark] });
    expect(refused(list('walk', [take, tries('try'), put, ...marked, ...backOff, undoLock, undoMark, out]))).toBeUndefined();
  });

  it('behind the back-off is refused, too, and so is a back-off that swallows the error and holds on', () => {
    expect(refused(list('walk', [take, tries('try'), put, ...backOff, tries('try-to-undo'), undo]))?.[0]).toMatch(
      'lets `try` fail',
    );
    expect(refused(list('walk', [tries('early'), take, tries('try'), put, ...backOff, some('forget', [done])]))?.[0]).toMatch(
      'lets `try` fail',
    );
    const goesOn = [take, tries('try'), label('on'), put, ...backOff, some('forget', [goto('on')])];
    expect(refused(list('walk', goesOn))).toBeUndefined();
  });
});

describe('a list that fails', () => {
  const inner = list('inner', [tries('try')]);
  const callInner = some('call', [call('inner')]);

  it('leads to the back-off of its caller', () => {
    expect(refused(inner, list('walk', [take, callInner, put]))?.[0]).toBe(
      'lets `try` fail in `inner` with `failing-lock` still held.',
    );
    expect(refused(inner, list('walk', [take, callInner, put, ...backOff, undo]))).toBeUndefined();
    expect(
      refused(inner, list('middle', [callInner]), list('walk', [take, some('down', [call('middle')]), put, ...backOff, undo])),
    ).toBeUndefined();
  });

  it('may leave to its caller what it holds', () => {
    const holding = list('inner', [take, tries('try'), put]);
    expect(refused(holding, list('walk', [callInner, ...backOff, undo]))).toBeUndefined();
    expect(refused(holding, list('walk', [callInner]))?.[0]).toBe('lets `try` fail in `inner` with `failing-lock` still held.');
  });

  it('holds what the step gave to the call, and not what it gives behind it', () => {
    const atOnce = some('take-and-call', [call('inner')], { givesToCall: [lock] });
    expect(refused(list('walk', [atOnce, put]), inner)?.[0]).toMatch('with `failing-lock` still held');
    expect(refused(list('walk', [atOnce, put, ...backOff, undo]), inner)).toBeUndefined();
    const behind = some('call-and-take', [call('inner')], { gives: [lock] });
    expect(refused(list('walk', [behind, put]), inner)).toBeUndefined();
  });

  it('proves the back-off: what it needs holds there, also if the call is made by the step that takes it', () => {
    const strict = some('strict-undo', [anyError], { needs: [lock], ends: [lock] });
    const atOnce = some('take-and-call', [call('inner')], { givesToCall: [lock] });
    expect(refused(list('walk', [atOnce, put, ...backOff, strict]), inner)).toBeUndefined();
    const never = list('never', [does('nothing')]);
    expect(
      refused(list('walk', [some('call-first', [call('never')]), take, callInner, put, ...backOff, strict]), inner, never),
    ).toBeUndefined();
  });

  it('holds what it was given unless it has ended that before', () => {
    const given = (...entries: readonly Entry[]): Operation => list('inner', entries, [lock]);
    const ending = some('call', [call('inner')], { needs: [lock], ends: [lock] });
    const walk = list('walk', [take, ending, does('use', { ends: [lock] })]);
    expect(refused(given(put, tries('try')), walk)).toBeUndefined();
    expect(refused(given(tries('try'), put), walk)?.[0]).toBe('lets `try` fail in `inner` with `failing-lock` still held.');
  });

  it('holds one of several locks that it may be given', () => {
    const either = list('inner', [tries('try', { needs: [anyOf(lock, outer)] })], [anyOf(lock, outer)]);
    const strict = some('undo', [anyError], { needs: [lock], ends: [lock] });
    expect(refused(list('walk', [take, callInner, put, ...backOff, strict]), either)).toBeUndefined();
    expect(refused(list('walk', [take, callInner, put]), either)?.[0]).toMatch('with `failing-lock` still held');
  });
});
