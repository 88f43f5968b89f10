/** Large programs: loaded in work that is linear in them, and refused beyond stated limits. */

import { workOf } from '../testing/work.js';
import { describe, expect, it } from 'vitest';
import type { CowlabError } from '../errors/errors.js';
import { programLimits } from '../program/bounds.js';
import { loadProgram } from './load.js';
import { largePrograms } from './testing/large-programs.js';

describe('twice the program is at most thrice the work of loading it', () => {
  it.each(Object.entries(largePrograms))('%s', (_, write) => {
    const work = (size: number): number => workOf(() => void loadProgram(write(size), 'large'));
    work(10); // What is done once only.
    expect(work(600)).toBeLessThanOrEqual(3 * work(300));
  });
});

function refusal(text: string): Partial<CowlabError> {
  try {
    loadProgram(text, 'large');
  } catch (error) {
    const { code, message, where } = error as CowlabError;
    return { code, message, where };
  }
  throw new Error('the program was not refused');
}

const step = '  - P: { lru-drain: true }\n';
const head = 'name: large\nmemory: { a: { pages: 1 } }\n';

describe('a program that is too large is refused with the limit and the place', () => {
  it('when it lists more than 100,000 steps', () => {
    const most = programLimits.steps;
    const where = `large:${most + 4}:5`;
    expect(refusal(`${head}steps:\n${step.repeat(most + 1)}`)).toEqual({
      code: 'COW012',
      message: 'The program has more than 100,000 steps.',
      where,
    });
  });

  it('when the actors of a race and what comes around it list more than 100,000 together', () => {
    const half = programLimits.steps / 2;
    const text = `${head}steps:\n${step.repeat(half)}race:\n  P:\n${'  - lru-drain: true\n'.repeat(half)}after:\n${step}`;
    expect(refusal(text)).toMatchObject({ code: 'COW012', where: `large:${2 * half + 7}:5` });
  });

  const areas = Array.from({ length: 256 }, (_, i) => `a${i}: { pages: 4096 }`).join(', ');
  const whole = (more: string): string => `name: large\nmemory: { ${areas} }\n${more}`;

  it('when its areas have more than 1,048,576 pages, in one process or in all', () => {
    expect(refusal(`name: large\nmemory: { ${areas}, b: { pages: 1 } }\nsteps: [ { P: { lru-drain: true } } ]\n`)).toMatchObject({
      code: 'COW012',
      message: 'The program has more than 1,048,576 pages of areas.',
    });
    expect(refusal(whole('steps: [ { P: { fork: C } } ]\n'))).toMatchObject({
      code: 'COW012',
      message: 'The program has more than 1,048,576 pages in the address spaces of all processes.',
      where: 'large:2:1',
    });
  });

  const buf = 'name: large\nmemory: { a: { pages: 4096 } }\nsteps:\n';
  const steps = (count: number, write: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => `  - P: { ${write(i)} }\n`).join('');

  it('when its handles hold more, or it observes more', () => {
    expect(refusal(buf + steps(257, (i) => `get: a, as: h${i}`))).toMatchObject({
      message: 'The program has more than 1,048,576 pages that references and pins hold.',
      where: 'large:260:10',
    });
    expect(refusal(buf + steps(257, (i) => `read: a, as: r${i}`))).toMatchObject({
      message: 'The program has more than 1,048,576 observations.',
      where: 'large:260:10',
    });
  });

  it('when its steps work on more pages than one step can, repetitions counted', () => {
    expect(loadProgram(`${buf}${steps(1, () => 'read: a, times: 65536')}`, 'large').steps[0].times).toBe(65_536);
    expect(refusal(buf + steps(2, () => 'read: a, times: 65536'))).toMatchObject({
      code: 'COW012',
      message: 'The program has more than 268,435,456 accesses to pages, with repetitions.',
      where: 'large:5:10',
    });
  });
});
