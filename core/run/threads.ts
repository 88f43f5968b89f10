/**
 * Every task in a worker thread of its own, a few at a time. Threads are not kept for the next task: policies that
 * run one after the other in one isolate slow the later ones down, by up to a third, because the compiled code of
 * the machine's questions has seen other answers. A pool that reuses its threads would measure that.
 */

import { Worker } from 'node:worker_threads';

/** What the file of the thread posts: how far it is, from 0 to 1, and at last what it found. */
export type ThreadMessage<Result> = { readonly progress: number } | { readonly result: Result };

export interface Threads<Task, Result> {
  /** The file every thread runs; it gets one task as `workerData`. */
  readonly entry: URL;
  /** Threads at once, 1 or more. */
  readonly limit: number;
  /** Called with the task's index; with 0 when it starts and with 1 when it has ended. */
  readonly onProgress?: (task: number, fraction: number) => void;
  /** Called when a thread has answered, before its task counts as ended; not for tasks that broke. */
  readonly onResult?: (task: number, result: Result) => void;
  /** What stands for the result of a task whose thread broke. */
  readonly onLost: (task: Task, error: unknown) => Result;
}

/**
 * Results by the index of their task. `order` holds the indices as they are to be started; a task that is not in it
 * is left out and has no result. Throws what `onResult` throws.
 */
export async function runInThreads<Task, Result>(
  tasks: readonly Task[], order: readonly number[], threads: Threads<Task, Result>,
): Promise<Result[]> {
  const { entry, limit, onProgress, onResult, onLost } = threads;
  const results: Result[] = [];
  const waiting = order.values();
  const takeTurns = async (): Promise<void> => {
    for (const index of waiting) {
      const task = tasks[index];
      const report = (fraction: number): void => onProgress?.(index, fraction);
      report(0);
      const answer = await runInThread<Result>(task, entry, report).then(
        (result) => ({ result, isLost: false }), (error: unknown) => ({ result: onLost(task, error), isLost: true }));
      results[index] = answer.result;
      if (!answer.isLost) onResult?.(index, answer.result);
      report(1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, order.length) }, takeTurns));
  return results;
}

async function runInThread<Result>(
  task: unknown, entry: URL, onProgress: (fraction: number) => void,
): Promise<Result> {
  const worker = new Worker(entry, { workerData: task });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message: ThreadMessage<Result>) => {
        if ('result' in message) resolve(message.result);
        else onProgress(message.progress);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`its thread ended with code ${code} before it answered`)));
    });
  } finally {
    await worker.terminate();
  }
}
