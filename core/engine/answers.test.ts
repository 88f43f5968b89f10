import { describe, expect, it } from 'vitest';
import {
  anyError,
  answerInWords,
  blocked,
  call,
  callTarget,
  done,
  fail,
  goto,
  gotoTarget,
  labelNumber,
  next,
  restart,
  waysOf,
} from './answers.js';

describe('an answer', () => {
  const answers = [
    next,
    done,
    blocked,
    restart,
    goto('over'),
    goto('back-off'),
    call('inner'),
    call('outer'),
    fail('EAGAIN'),
    fail('EFAULT'),
  ];

  it('says one thing, whatever it is', () => {
    expect(new Set(answers).size).toBe(answers.length);
  });

  it('tells where it jumps to, or what it calls', () => {
    expect(answers.map(gotoTarget)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'over',
      'back-off',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(answers.map(callTarget)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'inner',
      'outer',
      undefined,
      undefined,
    ]);
  });
});

it('a name has one number, in whichever list', () => {
  expect(labelNumber('over')).toBe(labelNumber('over'));
  expect(labelNumber('over')).not.toBe(labelNumber('under'));
});

it('is written as a step writes it', () => {
  expect([next, done, blocked, restart, goto('over'), call('inner'), fail('EFAULT'), 7, undefined].map(answerInWords)).toEqual([
    'next',
    'done',
    'blocked',
    'restart',
    "goto('over')",
    "call('inner')",
    'fail(…)',
    '7',
    'undefined',
  ]);
});

describe('the answers of a step', () => {
  it('lead on where it may go on, at once or after a call', () => {
    expect(
      [[next], [blocked, next], [call('inner')], [done], [restart, blocked], [goto('over')], [anyError]].map(
        (answers) => waysOf({ answers }).goesOn,
      ),
    ).toEqual([true, true, true, false, false, false, false]);
  });

  it('lead to labels, lists and errors, in the order in which they are declared', () => {
    const answers = [goto('under'), next, call('outer'), goto('over'), fail('EAGAIN'), call('inner')];
    expect(waysOf({ answers })).toEqual({ goes: ['under', 'over'], calls: ['outer', 'inner'], goesOn: true, fails: true });
  });
});
