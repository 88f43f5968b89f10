/** The default lists of the machine are orders too: nothing that is refused in a policy's may be in them. */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { operations } from '../mm/operations.js';
import { isLabel, label, next, step, type Entry } from './step.js';
import { entriesOf } from './order.js';
import { flowThrough } from './flow.js';

const namesOf = (entries: readonly Entry[]): string[] => entries.map((entry) => (isLabel(entry) ? `${entry.label}:` : entry.name));

const anyone = { id: 'anyone' };

describe('the default list of', () => {
  it.each(operations)('$name is an order that works', (operation) => {
    expect(entriesOf(operation, namesOf(operation.entries), [], anyone)).toEqual(operation.entries);
  });
});

describe('the facts before a step', () => {
  const facts = (entries: readonly Entry[], given: readonly string[] = []): (string[] | undefined)[] =>
    flowThrough(entries, given).before.map((known) => (known === undefined ? undefined : [...known].sort()));
  const run = (): number => next;

  it('are those that steps before it gave and none ended, and what callers gave', () => {
    const list = [step('lock', run, { gives: ['lock'] }), step('look', run), step('unlock', run, { ends: ['lock'] }), step('last', run)];
    expect(facts(list, ['outer'])).toEqual([['outer'], ['lock', 'outer'], ['lock', 'outer'], ['outer']]);
  });

  it('are only those of every way to it', () => {
    const list = [
      step('try', run, { gives: ['lock'], goes: ['without'] }), step('mark', run, { gives: ['mark'] }),
      label('without'), step('last', run),
    ];
    expect(facts(list).at(-1)).toEqual([]);
  });

  it('on a way round are those of the first time and of every other', () => {
    const list = [step('first', run, { gives: ['a', 'b'] }), step('again', run), step('end', run, { ends: ['b'], goes: ['again'], leaves: true })];
    expect(facts(list)).toEqual([[], ['a'], ['a']]);
  });

  it('behind a jump may be others than behind the step', () => {
    const list = [step('try', run, { givesOnJump: ['lock'], goes: ['had'] }), step('sleep', run, { gives: ['lock'] }), step('had', run)];
    expect(facts(list)).toEqual([[], [], ['lock']]);
  });

  it('do not come from jumps to where there is no place', () => {
    expect(facts([step('try', run, { gives: ['lock'], goes: ['nowhere'] }), step('last', run)])).toEqual([[], ['lock']]);
  });

  it('are unknown where nothing leads, and in a back-off are those of what can fail', () => {
    const list = [
      step('lock', run, { gives: ['lock'] }), step('work', run, { fails: true, gives: ['work'] }), step('out', run, { leaves: true }),
      step('never', run), label('back-off'), step('undo', run),
    ];
    expect(facts(list)).toEqual([[], ['lock'], ['lock', 'work'], undefined, ['lock'], ['lock']]);
  });
});
