/** Steps of plugins are not compiled: what they say wrongly of themselves is found before anything runs. */

import { describe, expect, it } from 'vitest';
import { next } from '../engine/answers.js';
import { anyOf, ownFact } from '../engine/facts.js';
import { step, type Step, type StepTraits } from '../engine/step.js';
import type { ExtraField } from '../machine/fields.js';
import { definePolicy } from './policy.js';
import { compiledPlain } from './testing/plain.js';

const seen: ExtraField = { entity: 'frame', name: 'seen', bits: 8 };

function compile(own: Step, fields: readonly ExtraField[] = []): void {
  compiledPlain('mine', {
    ...definePolicy('mine', { title: '', extends: 'plain', fields, steps: { wait: [own] } }),
    origin: 'mine.js',
  });
}

const looking = (traits: object): Step => step('look', [next], () => next, traits as StepTraits);

describe('a step of a policy', () => {
  it('may touch fields of the machine and those that its policies add, and rely on facts of its own', () => {
    expect(() => compile(looking({ reads: ['frame.refs', seen], writes: [seen] }), [seen])).not.toThrow();
    const noted = ownFact('noted');
    expect(() => compile(looking({ needs: [anyOf('mmap-lock', noted)], gives: [noted] }))).not.toThrow();
  });

  it.each<[string, object, string, string]>([
    ['a field that there is not', { reads: ['frame.ref'] }, 'There is no field named `frame.ref`.', 'frame.refs'],
    [
      'a field that no policy adds',
      { writes: [{ ...seen, name: 'reffs' }] },
      'There is no field named `frame.reffs`.',
      'frame.refs',
    ],
    ['a fact that there is not', { needs: ['pte-lok'] }, 'There is no fact named `pte-lok`.', 'pte-lock'],
    ['a fact among several', { needs: [{ facts: ['mmap-lock', 'vma-lok'] }] }, 'There is no fact named `vma-lok`.', 'vma-lock'],
    ['an end of what is no fact', { ends: ['pages-lock'] }, 'There is no fact named `pages-lock`.', 'page-lock'],
  ])('is refused with %s', (_, traits, message, hint) => {
    expect(() => compile(looking(traits))).toThrow(
      expect.objectContaining({
        code: 'COW004',
        where: 'mine.js: step `look` of `wait`',
        message,
        hint: expect.stringContaining(hint) as unknown,
      }),
    );
  });

  it('is refused when it does not say what it answers', () => {
    expect(() => compile(step('look', (() => next) as never, {} as never))).toThrow(
      expect.objectContaining({
        code: 'COW078',
        where: 'mine.js',
        message: 'The policy `mine` has a step `look` of `wait` that does not say what it answers.',
      }),
    );
  });
});

it('a fact of its own has a name of its own', () => {
  expect(() => ownFact('pte-lock')).toThrow(expect.objectContaining({ code: 'COW005' }));
});
