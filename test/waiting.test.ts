/** What a person sees on a terminal while a command takes long, and that Ctrl-C ends it. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { PluginFiles } from '../core/run/testing/plugin-files.js';
import { cowlab } from './testing/cowlab.js';

const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const files = new PluginFiles();
// Legal, and many minutes of work.
const endless = files.write(
  'endless.scenario.yaml',
  'name: endless\nmemory: { a: { pages: 4096 } }\nsteps: [ { P: { read: a, times: 60000 } } ]\n',
);
afterAll(() => files.remove());

/** Runs it on a terminal and presses Ctrl-C once what is shown matches. @returns all that was shown, and how it ended */
async function pressedAfter(
  pattern: RegExp,
  ...args: readonly string[]
): Promise<{ readonly shown: string; readonly code: number | null }> {
  const line = [process.execPath, command, ...args].map((word) => `'${word}'`).join(' ');
  const terminal = spawn('script', ['-qec', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let shown = '';
  let isPressed = false;
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (isPressed || !pattern.test(shown)) return;
    isPressed = true;
    terminal.stdin.write('\u0003');
  });
  const code = await new Promise<number | null>((resolve) => {
    terminal.on('close', resolve);
  });
  return { shown, code };
}

const progress = /: [\d,]+ steps, \d+ s/u;

it.each([
  ['check', /1\/1 endless under anon-exclusive: [\d,]+ steps, \d+ s/u],
  ['explain', /explaining .*: [\d,]+ steps, \d+ s/u],
])('%s shows how far it is, and Ctrl-C ends it without a trace', async (name, pattern) => {
  const { shown, code } = await pressedAfter(pattern, name, endless, '--policy', 'anon-exclusive');
  expect(shown).not.toMatch(/Error|at .*\.js|defect/u);
  expect(code).toBe(130);
});

it('says nothing of it off a terminal, nor where it is over at once', () => {
  const { code, err } = cowlab('check', 'basic-cow');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(err).not.toMatch(progress);
});
