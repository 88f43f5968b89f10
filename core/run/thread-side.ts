/** The side of the thread: does the task it was started with, shows that it lives, and posts what it found. */

import { parentPort, workerData } from 'node:worker_threads';
import { CowlabError } from '../errors/errors.js';
import { beat, beWatched, isPluginSpeaking } from '../engine/word.js';
import { adoptInputs } from './input/received.js';
import { stopListening, throwLateErrors } from './late-errors.js';
import { toPlain, type ThreadData, type ThreadMessage } from './thread-messages.js';

/** What a task may say while it runs. */
export interface Telling<Part> {
  /** `fraction` of the task is done, 0 to 1. Says it now and then only: more would only cost. */
  readonly progress: (fraction: number) => void;
  /** What is found already: it stays found when the thread dies. */
  readonly part: (part: Part) => void;
}

/** Milliseconds between two words about progress. */
const pause = 100;

/** Milliseconds between two looks at whether the thread still comes to the end of what it does. */
const pulse = 500;

/** To be called once, before code of plugins is loaded. */
export async function doTask<Task, Result, Part = never>(
  work: (task: Task, tell: Telling<Part>) => Promise<Result>,
): Promise<void> {
  const { task, signs, received } = workerData as ThreadData<Task>;
  adoptInputs(received);
  const post = (message: ThreadMessage<Result, Part>): void => parentPort?.postMessage(message, []);
  beWatched(signs, (word, name) => post({ name: [word, name] }));
  // Waiting for a file is no standing still; waiting for a plugin is, and it must not be hidden by this.
  setInterval(() => {
    if (!isPluginSpeaking()) beat();
  }, pulse).unref();
  try {
    const result = await work(task, { progress: seldom((progress) => post({ progress })), part: (part) => post({ part }) });
    await throwLateErrors(3);
    post({ result });
  } catch (error) {
    stopListening();
    if (!(error instanceof CowlabError)) throw error;
    post({ refused: toPlain(error) });
  }
}

function seldom(tell: (fraction: number) => void): (fraction: number) => void {
  let last = performance.now();
  return (fraction) => {
    beat();
    const now = performance.now();
    if (now - last < pause) return;
    last = now;
    tell(fraction);
  };
}
