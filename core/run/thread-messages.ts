/** What a thread that does a task is given, and what it posts. */

import { CowlabError, type ErrorCode } from '../errors/errors.js';
import type { ReceivedInputs } from './input/received.js';

/** `workerData` of every thread. */
export interface ThreadData<Task> {
  readonly task: Task;
  /** The thread's signs of life (`core/engine/word.ts`), for who watches it. */
  readonly signs: Int32Array<SharedArrayBuffer>;
  readonly received: ReceivedInputs;
}

/** At last the result or an error; before that how far it is, parts of what it found, names of who has the word. */
export type ThreadMessage<Result, Part = never> =
  | { readonly progress: number }
  | { readonly part: Part }
  | { readonly name: readonly [word: number, name: string] }
  | { readonly refused: PlainError }
  | { readonly result: Result };

/** A `CowlabError` as plain data: an error that crosses the boundary of a thread loses its class. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly where: string | undefined;
  readonly expected: string | undefined;
  readonly hint: string | undefined;
  readonly exitCode: 2 | 3;
}

/** What crosses the boundary of a thread. */
export function toPlain({ code, message, where, expected, hint, exitCode }: CowlabError): PlainError {
  return { code, message, where, expected, hint, exitCode };
}

/** The error again, on the other side. */
export function fromPlain({ code, message, ...details }: PlainError): CowlabError {
  return new CowlabError(code, message, details);
}
