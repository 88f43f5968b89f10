import { expect, it } from 'vitest';
import { loadProgram } from '../scenario/load.js';
import { compiledPlain } from '../policy/testing/plain.js';
import { replay } from './replay.js';

it('keeps so many steps of a run, and counts those behind them', () => {
  const program = loadProgram(
    'name: long\nmemory: { a: { pages: 4 } }\nsteps: [ { P: { read: a, times: 10, as: r } } ]\n',
    'long',
  );
  const whole = replay(program, compiledPlain(), []);
  const short = replay(program, compiledPlain(), [], 7);
  expect(whole.omitted).toBe(0);
  expect(short.steps).toEqual(whole.steps.slice(0, 7));
  expect(short.omitted).toBe(whole.steps.length - 7);
  expect(short.outcome).toEqual(whole.outcome);
});
