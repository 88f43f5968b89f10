/**
 * Every task in a worker thread of its own, a few at a time. Threads are not kept for the task of another policy: those that
 * run one after the other in one isolate slow the later ones down, by up to a third, because the compiled code of
 * the machine's questions has seen other answers. A pool that reuses its threads would measure that.
 */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Sign, signCount } from '../engine/word.js';
import { receivedInputs } from './input/received.js';
import { defaultStuckAfter, LostError } from './lost.js';
import type { Loss } from '../errors/errors.js';
import { fromPlain, type ThreadData, type ThreadMessage } from './thread-messages.js';
import { takeTurns } from './turns.js';
import { watchMemory, watchSigns } from './watch.js';

/** How a task is run in a thread of its own. */
export interface ThreadOptions<Part> {
  /** The file the thread runs; it gets the task as `ThreadData`. */
  readonly entry: URL;
  /** Seconds that a plugin's code may have the word without anything being done. */
  readonly stuckAfter: number;
  /** Bytes of memory, of whatever kind, that the process may take, where the thread has it for itself. */
  readonly memory?: number;
  readonly onProgress?: (fraction: number) => void;
  readonly onPart?: (part: Part) => void;
}

/**
 * What a thread of its own answers to a task. What it writes to standard output goes to standard error: the output is the
 * command's alone.
 * @throws {CowlabError} that the thread threw
 * @throws {LostError} when it ended before it answered, or was ended because it stood still
 */
export async function runInThread<Result, Part = never>(task: unknown, options: ThreadOptions<Part>): Promise<Result> {
  const { entry, stuckAfter, memory = Infinity, onProgress, onPart } = options;
  const signs = new Int32Array(new SharedArrayBuffer(4 * signCount));
  const names: string[] = [''];
  const who = (word = Atomics.load(signs, Sign.word)): string => names[word] ?? '';
  const workerData: ThreadData<unknown> = { task, signs, received: receivedInputs() };
  const worker = new Worker(entry, { workerData, stdout: true });
  const written = once(worker.stdout, 'end');
  worker.stdout.on('data', (chunk: Buffer) => void process.stderr.write(chunk));
  const stops: (() => void)[] = [];
  let isStuck = false;
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message: ThreadMessage<Result, Part>) => {
        if ('result' in message) resolve(message.result);
        else if ('refused' in message) reject(fromPlain(message.refused));
        else if ('part' in message) onPart?.(message.part);
        else if ('name' in message) names[message.name[0]] = message.name[1];
        else onProgress?.(message.progress);
      });
      worker.on('error', reject);
      const lose = (loss: Loss): void => reject(new LostError(loss));
      worker.on('exit', (code) => lose({ kind: 'ended', part: 'thread', by: code, who: who() }));
      stops.push(watchMemory(memory, () => lose({ kind: 'took-too-much', most: memory, who: who() })));
      stops.push(
        watchSigns(signs, stuckAfter, (word, seconds) => {
          isStuck = true;
          lose({ kind: 'stood-still', seconds, who: who(word) });
        }),
      );
    });
  } finally {
    for (const stop of stops) stop();
    const ended = worker.terminate();
    // It may wait for something that never comes, and then nothing ends it but the end of the process.
    if (!isStuck) {
      await ended;
      await written;
    }
  }
}

/** How many tasks are run, some at a time. */
export interface Threads<Task, Result> {
  /** The file every thread runs. */
  readonly entry: URL;
  /** Threads at once, 1 or more. */
  readonly limit: number;
  /** Called with the task's index; with 0 when it starts and with 1 when it has ended. */
  readonly onProgress?: (task: number, fraction: number) => void;
  /** What stands for the result of a task whose thread broke. */
  readonly onLost: (task: Task, error: unknown) => Result;
}

/** Results by the index of their task. `order` holds the indices as they are to be started; the others have no result. */
export async function runInThreads<Task, Result>(
  tasks: readonly Task[],
  order: readonly number[],
  { entry, limit, onProgress, onLost }: Threads<Task, Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  await takeTurns(order, limit, async (index) => {
    const task = tasks[index];
    const report = (fraction: number): void => onProgress?.(index, fraction);
    report(0);
    results[index] = await runInThread<Result>(task, { entry, stuckAfter: defaultStuckAfter, onProgress: report }).catch(
      (error: unknown) => onLost(task, error),
    );
    report(1);
  });
  return results;
}
