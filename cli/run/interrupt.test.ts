import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const script = (lastWork: string): string => `
import { createJiti } from 'jiti';
const { endOnSignal } = await createJiti(import.meta.url).import(${JSON.stringify(new URL('interrupt.ts', import.meta.url).pathname)});
setInterval(() => {}, 1000);
endOnSignal(() => { ${lastWork} });
console.log('listening');
`;

async function interrupted(
  lastWork: string,
  signals: readonly NodeJS.Signals[],
): Promise<readonly [number | null, NodeJS.Signals | null, string]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script(lastWork)], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  for (const signal of signals) {
    // Every stage says that it is reached.
    const [data] = (await once(child.stdout, 'data')) as [Buffer];
    out += data.toString();
    child.kill(signal);
  }
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  const [code, signal] = await ended;
  return [code, signal, out];
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends with %i after the last work', async (signal, code) => {
  expect(await interrupted("console.log('kept');", [signal])).toEqual([code, null, 'listening\nkept\n']);
});

it('ends with the code of the signal also when the last work fails', async () => {
  expect(await interrupted("throw new Error('disk full');", ['SIGINT'])).toEqual([130, null, 'listening\n']);
});

it('does not wait for the last work when the signal comes a second time', async () => {
  const forever = "console.log('working'); for (;;);";
  expect(await interrupted(forever, ['SIGINT', 'SIGINT'])).toEqual([null, 'SIGINT', 'listening\nworking\n']);
});
