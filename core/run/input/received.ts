/**
 * What came through pipes: it is read once, when the command begins, and who asks for its name later gets what was read
 * then. Threads and processes are told of it with their first message.
 */

/** Plain data; by the names that the user typed. */
export interface ReceivedInputs {
  /** What is small enough to be handed on. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Files of ours that hold what is not. */
  readonly files: ReadonlyMap<string, string>;
}

const contents = new Map<string, Uint8Array>();
const files = new Map<string, string>();

/** All of them, for a thread or process that is about to start. */
export function receivedInputs(): ReceivedInputs {
  return { contents, files };
}

/** To be called where the first message says what was received, and where it is. */
export function adoptInputs(received: ReceivedInputs): void {
  for (const [path, content] of received.contents) contents.set(path, content);
  for (const [path, file] of received.files) files.set(path, file);
}

/** Undefined for what is no pipe, or lies in a file of ours. */
export function receivedContent(path: string): Uint8Array | undefined {
  return contents.get(path);
}

/** Where to read what the user named so: there itself, unless it was a pipe. */
export function placeOfInput(path: string): string {
  return files.get(path) ?? path;
}
