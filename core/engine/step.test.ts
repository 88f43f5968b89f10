import { describe, expect, it } from 'vitest';
import { blocked, call, callTarget, done, fail, goto, gotoTarget, isLabel, label, labelNumber, next, restart, step } from './step.js';

describe('an answer', () => {
  const answers = [next, done, blocked, restart, goto('over'), goto('back-off'), call('inner'), call('outer'), fail('EAGAIN'), fail('EFAULT')];

  it('says one thing, whatever it is', () => {
    expect(new Set(answers).size).toBe(answers.length);
  });

  it('tells where it jumps to, or what it calls', () => {
    expect(answers.map(gotoTarget)).toEqual([undefined, undefined, undefined, undefined, 'over', 'back-off', undefined, undefined, undefined, undefined]);
    expect(answers.map(callTarget)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 'inner', 'outer', undefined, undefined]);
  });
});

it('a name has one number, in whichever list', () => {
  expect(labelNumber('over')).toBe(labelNumber('over'));
  expect(labelNumber('over')).not.toBe(labelNumber('under'));
});

it('lines of a list are steps or labels', () => {
  expect([isLabel(label('over')), isLabel(step('look', () => next))]).toEqual([true, false]);
});
