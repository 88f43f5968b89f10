/**
 * A task that runs a plugin's code, in a process of its own: that code may end it, fill its memory, write to its output or
 * kill it, and nothing but the task is lost. A thread would not do: where its heap is full, V8 ends the whole process.
 */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { receivedInputs } from './input/received.js';
import { LostError } from './lost.js';
import { fromPlain } from './thread-messages.js';
import type { HostMessage, HostTask } from './process-side.js';
import type { ThreadOptions } from './threads.js';

/** As for a thread, which the process then starts; `memory` is in bytes. */
export interface ProcessOptions<Part> extends Omit<ThreadOptions<Part>, 'entry'> {
  /** The file the process runs: it hands the task to a thread (`process-side.ts`). */
  readonly host: URL;
  readonly memory: number;
}

/** V8's own limit ends the process with a dump: the watch of the process is to be first. */
const heapMiB = 1 << 16;

/**
 * What a process of its own answers to a task.
 * @throws {CowlabError} that the task threw
 * @throws {LostError} when the process, or the thread in it, ended before it answered, or was ended
 */
export async function runInProcess<Result, Part = never>(task: unknown, options: ProcessOptions<Part>): Promise<Result> {
  const { host, stuckAfter, memory } = options;
  const child = fork(fileURLToPath(host), [], {
    execArgv: [`--max-old-space-size=${heapMiB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  passOn(child);
  try {
    child.send({ task, stuckAfter, memory, received: receivedInputs() } satisfies HostTask);
    return await answerOf(child, options);
  } finally {
    // It may still be in the middle of something: whatever that is, nobody waits for it.
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

function answerOf<Result, Part>(child: ChildProcess, { onProgress, onPart }: ProcessOptions<Part>): Promise<Result> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: HostMessage<Result, Part>) => {
      if ('progress' in message) onProgress?.(message.progress);
      else if ('part' in message) onPart?.(message.part);
      else if ('result' in message) resolve(message.result);
      else if ('refused' in message) reject(fromPlain(message.refused));
      else if ('lost' in message) reject(new LostError(message.lost));
      else reject(new Error(message.failed));
    });
    child.on('error', reject);
    // Behind all that it has said.
    child.on('close', (code, signal) =>
      reject(new LostError({ kind: 'ended', part: 'process', by: signal ?? code ?? '', who: '' })),
    );
  });
}

/** How V8 begins when it gives up; what follows is of no use to anybody who did not write V8. */
const lastWords = /\n?(?:<--- Last few GCs --->|#\n# Fatal|# Fatal|FATAL ERROR:)/u;

/** What the plugin writes goes to standard error, whichever of the two it was written to. */
function passOn({ stdout, stderr }: ChildProcess): void {
  stdout?.on('data', (chunk: Buffer) => void process.stderr.write(chunk));
  let isOver = false;
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (isOver) return;
    const end = lastWords.exec(text)?.index;
    isOver = end !== undefined;
    process.stderr.write(text.slice(0, end));
  });
}
