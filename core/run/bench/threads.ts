/** Threads and programs, from their start to their end. */

import { spawnSync } from 'node:child_process';
import { runInThreads } from '../threads.js';

/** A thread that answers at once. */
export const emptyThread = new URL(
  `data:text/javascript,${encodeURIComponent(
    'import { parentPort } from "node:worker_threads"; parentPort.postMessage({ result: 0 });',
  )}`,
);

/** Milliseconds from the start of a thread to its answer and its end. Throws what the thread throws. */
export async function timeOfThread(entry: URL, task: unknown): Promise<number> {
  const start = performance.now();
  await inThread(entry, task);
  return performance.now() - start;
}

/** What a thread of its own answers to a task. */
export async function inThread<Result>(entry: URL, task: unknown): Promise<Result> {
  const [result] = await runInThreads<unknown, Result>([task], [0], {
    entry,
    limit: 1,
    onLost: (_, error) => {
      throw error;
    },
  });
  return result;
}

const mark = 'cowlab-bench-cpu:';
const tellsItsTime = `process.on('exit', () => { const { user, system } = process.cpuUsage();
  process.stderr.write('\\n${mark}' + (user + system)); });`;

/** Milliseconds of CPU time, of all threads, that Node.js takes for a program. */
export function cpuTimeOf(words: readonly string[]): number {
  const hook = `data:text/javascript,${encodeURIComponent(tellsItsTime)}`;
  const { stderr, error } = spawnSync(process.execPath, ['--import', hook, ...words], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  const found = new RegExp(`${mark}(\\d+)`, 'u').exec(stderr)?.[1];
  if (found === undefined) throw new Error(`\`node ${words.join(' ')}\` ended without telling its CPU time`);
  return Number(found) / 1000;
}
