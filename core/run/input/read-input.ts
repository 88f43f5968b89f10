/** The one way in which a user's file is read whole: up to a limit, and without waiting for ever. */

import { readSync } from 'node:fs';
import { fifoWithoutWriter, fileNotReadable, fileTooLarge, pipeStoodStill } from '../../errors/errors.js';
import { decodeText } from './decode-text.js';
import { patience, type InputKind } from './limits.js';
import { openFile, openInput, type OpenInput } from './open-input.js';
import { codeOf } from '../../errors/reason.js';
import { receivedContent } from './received.js';

/** How long it is waited for a pipe. */
export interface Waiting {
  /** Milliseconds until a FIFO must have a writer. */
  readonly writer: number;
  /** Milliseconds until a pipe must go on. */
  readonly bytes: number;
}

/**
 * The text of a file or pipe, without a byte order mark.
 * @throws {CowlabError} as `readInput`, or COW124 for what is not UTF-8, with `file:line:column`
 */
export function readText(path: string, kind: InputKind, waiting: Waiting = patience): string {
  return decodeText(readInput(path, kind, waiting), path);
}

/**
 * The bytes of a file or pipe; `-` is standard input. What was received at the door is not read again.
 * @throws {CowlabError} COW020, COW324 or COW325 for what cannot be opened, COW326 for what is larger than its kind may be,
 *   COW327 or COW328 for what does not come
 */
export function readInput(path: string, kind: InputKind, waiting: Waiting = patience): Uint8Array {
  const received = receivedContent(path);
  if (received !== undefined) return received;
  const input = openInput(path);
  try {
    if (input.size > kind.most) throw fileTooLarge(path, kind);
    return readAll(input, path, kind, waiting);
  } finally {
    input.close();
  }
}

/**
 * Asks what `readInput` would, of a file that something else is going to read, and perhaps again.
 * @throws {CowlabError} as `openFile`, or COW326 for what is larger than its kind may be
 */
export function checkFile(path: string, kind: InputKind): void {
  const input = openFile(path);
  input.close();
  if (input.size > kind.most) throw fileTooLarge(path, kind);
}

const chunkSize = 1 << 16;

function readAll(input: OpenInput, name: string, kind: InputKind, waiting: Waiting): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = nextChunk(input, name, length === 0 && input.kind === 'fifo', waiting);
    if (chunk.length === 0) return joined(chunks, length);
    length += chunk.length;
    if (length > kind.most) throw fileTooLarge(name, kind);
    chunks.push(chunk);
  }
}

/** Empty at the end. A FIFO without a writer is at its end, too: it gets time until one comes. */
function nextChunk({ descriptor }: OpenInput, name: string, needsWriter: boolean, { writer, bytes }: Waiting): Uint8Array {
  const start = performance.now();
  for (;;) {
    const chunk = readOnce(descriptor, name);
    const isUnwritten = chunk?.length === 0 && needsWriter;
    if (chunk !== undefined && !isUnwritten) return chunk;
    const waited = performance.now() - start;
    if (isUnwritten && waited >= writer) throw fifoWithoutWriter(name);
    if (waited >= bytes) throw pipeStoodStill(name, bytes / 1000);
    pause();
  }
}

/** Undefined when there is nothing yet. */
function readOnce(descriptor: number, name: string): Uint8Array | undefined {
  const chunk = new Uint8Array(chunkSize);
  try {
    return chunk.subarray(0, readSync(descriptor, chunk));
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return undefined;
    // Only some systems tell the end of standard input in this way.
    if (codeOf(error) === 'EOF') return new Uint8Array(0);
    throw fileNotReadable(name, error);
  }
}

const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));

function pause(): void {
  Atomics.wait(nobodyWakes, 0, 0, 10);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
