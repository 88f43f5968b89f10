/** The side of the process: hands its task to a thread, and passes on what that says. */

import { namedWordsOf } from '../errors/thrown.js';
import { CowlabError, type Loss } from '../errors/errors.js';
import { adoptInputs, type ReceivedInputs } from './input/received.js';
import { LostError } from './lost.js';
import { toPlain, type PlainError } from './thread-messages.js';
import { runInThread } from './threads.js';

/** The first and only message to the process. */
export interface HostTask {
  readonly task: unknown;
  readonly stuckAfter: number;
  readonly memory: number;
  readonly received: ReceivedInputs;
}

/** What it sends: progress and parts, then one of the others. */
export type HostMessage<Result, Part> =
  | { readonly progress: number }
  | { readonly part: Part }
  | { readonly result: Result }
  | { readonly refused: PlainError }
  | { readonly lost: Loss }
  | { readonly failed: string };

/** To be called once: does the one task that the process is sent, in a thread that runs `entry`. */
export function hostThread(entry: URL): void {
  // Who started this process ends it; a Ctrl-C is for that one alone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.once('message', (message: HostTask) => void doIn(entry, message));
}

async function doIn<Result, Part>(entry: URL, { task, stuckAfter, memory, received }: HostTask): Promise<void> {
  adoptInputs(received);
  const send = (message: HostMessage<Result, Part>): void => void process.send?.(message);
  try {
    send({
      result: await runInThread<Result, Part>(task, {
        entry,
        stuckAfter,
        memory,
        onProgress: (progress) => send({ progress }),
        onPart: (part) => send({ part }),
      }),
    });
  } catch (error) {
    send(inMessage(error));
  }
}

function inMessage(error: unknown): HostMessage<never, never> {
  if (error instanceof CowlabError) return { refused: toPlain(error) };
  if (error instanceof LostError) return { lost: error.loss };
  return { failed: namedWordsOf(error) };
}
