import { expect, it } from 'vitest';
import { lookOf } from './terminal.js';

const terminal = { isTTY: true, columns: 120 };
const pipe = {};

it.each<[string, NodeJS.ProcessEnv, onTerminal: boolean, inPipe: boolean]>([
  ['nothing is set', {}, true, false],
  ['a CI system runs it', { CI: 'true' }, true, false],
  ['the terminal is dumb', { TERM: 'dumb' }, false, false],
  ['NO_COLOR is set', { NO_COLOR: '1' }, false, false],
  ['NO_COLOR is empty', { NO_COLOR: '' }, true, false],
  ['FORCE_COLOR is set', { FORCE_COLOR: '1' }, true, true],
  ['FORCE_COLOR is set for a dumb terminal', { FORCE_COLOR: '3', TERM: 'dumb' }, true, true],
  ['FORCE_COLOR is empty', { FORCE_COLOR: '' }, true, false],
  ['FORCE_COLOR is 0', { FORCE_COLOR: '0' }, false, false],
  ['FORCE_COLOR is false', { FORCE_COLOR: 'false' }, false, false],
  ['both are set', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
])('colours, where %s', (_, env, onTerminal, inPipe) => {
  expect([lookOf(terminal, env).colour, lookOf(pipe, env).colour]).toEqual([onTerminal, inPipe]);
});

it('the width is that of the terminal, 40 at least, or 100 columns', () => {
  expect([terminal, { isTTY: true, columns: 20 }, { isTTY: true }, pipe].map((to) => lookOf(to, {}).width)).toEqual([
    120, 40, 80, 100,
  ]);
});
