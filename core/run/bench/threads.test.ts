import { expect, it } from 'vitest';
import { cpuTimeOf, emptyThread, inThread, timeOfThread } from './threads.js';

const failing = new URL(`data:text/javascript,${encodeURIComponent('throw new Error("out of luck")')}`);

it('gets the answer of a thread, and what it threw', async () => {
  expect(await inThread(emptyThread, undefined)).toBe(0);
  await expect(timeOfThread(failing, undefined)).rejects.toThrow('out of luck');
});

it('gets the CPU time of a program also when it ends by itself with an error, and says when there is none', () => {
  expect(cpuTimeOf(['-e', 'process.exit(3)'])).toBeGreaterThan(0);
  expect(() => cpuTimeOf(['-e', 'process.kill(process.pid, "SIGKILL")'])).toThrow('without telling its CPU time');
});
