import { expect, it } from 'vitest';
import { measureAll, type Figure } from './result.js';

const figure: Figure = {
  name: 'a-vs-b',
  about: 'a to b',
  unit: 'ratio',
  measure: () => ({ median: 0.61234, spread: 0.04, samples: 11 }),
};

it('says whether a ratio meets its aim, from above or below, and nothing of the kind about an absolute figure', async () => {
  const found = await measureAll(
    [{ ...figure, aim: { atLeast: 0.5 } }, { ...figure, aim: { atMost: 0.5 } }, { ...figure, aim: 'seconds', unit: 's' }, figure],
    () => {},
  );
  expect(found.map(({ aim, met }) => [aim, met])).toEqual([
    ['>= 0.5', true],
    ['<= 0.5', false],
    ['seconds', undefined],
    [undefined, undefined],
  ]);
  expect(found[0]).toEqual({
    name: 'a-vs-b',
    about: 'a to b',
    value: 0.612,
    unit: 'ratio',
    aim: '>= 0.5',
    met: true,
    samples: 11,
    spread: 0.04,
  });
});

it('gives what cannot be measured no value but a reason, and goes on with the others', async () => {
  const measure = (): never => {
    throw new Error('no such thread');
  };
  const progress: string[] = [];
  const found = await measureAll(
    [
      { ...figure, aim: { atLeast: 0.5 }, measure },
      { ...figure, name: 'next' },
    ],
    (done, next) => progress.push(`${done} ${next ?? 'end'}`),
  );
  expect(found[0]).toEqual({
    name: 'a-vs-b',
    about: 'a to b',
    value: null,
    unit: 'ratio',
    aim: '>= 0.5',
    samples: 0,
    spread: null,
    why: 'no such thread',
  });
  expect(found[1]).toMatchObject({ name: 'next', value: 0.612 });
  expect(progress).toEqual(['0 a-vs-b', '1 next', '2 end']);
});
