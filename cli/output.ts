/** Standard output and standard error: everything that cowlab says goes through here. */

import { fstatSync, writeSync } from 'node:fs';
import { outputNotWritten, type CowlabError } from '../core/errors/errors.js';
import { printableJson, printableLines } from '../core/errors/printable.js';
import { codeOf } from '../core/errors/reason.js';

/** What paints a text: picocolors' own sequences, no others. */
const painted = new RegExp(`(${String.fromCharCode(0x1b)}\\[\\d{1,2}m)`, 'u');

/**
 * For people. Colours stay; of everything else only lines and printable characters do.
 * @throws {CowlabError} COW022 when there is no room for it
 */
export function print(text: string): void {
  write(
    text
      .split(painted)
      .map((part, index) => (index % 2 === 1 ? part : printableLines(part)))
      .join(''),
  );
}

/** For machines: `json` is a document. @throws {CowlabError} COW022 when there is no room for it */
export function printJson(json: string): void {
  write(printableJson(json));
}

/** On standard error. */
export function say(words: string): void {
  process.stderr.write(printableLines(words));
}

/** A stream does not tell when a file has taken a part only; to anything else it is the way to write. */
function write(text: string): void {
  if (!fstatSync(1).isFile()) {
    process.stdout.write(text);
    return;
  }
  const bytes = Buffer.from(text);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(1, bytes, written);
  } catch (error) {
    throw notWritten(error);
  }
}

let isBroken = false;

/**
 * Listens to what goes wrong with the streams, for as long as the process lives. Who reads the output may stop early
 * (`cowlab list steps | head`), and that is no error; a full device is one.
 */
export function watchStreams(): void {
  process.stdout.on('error', (error) => {
    if (isBroken || codeOf(error) === 'EPIPE') return;
    isBroken = true;
    process.exitCode = 3;
    process.stderr.write(`${notWritten(error).format()}\n`);
  });
  // There is nowhere left to say it.
  process.stderr.on('error', () => undefined);
}

/** The exit code of the command, when its output has been written. */
export async function exitCodeOnceWritten(code: number): Promise<number> {
  // Errors of a stream come a little later than the writing.
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  return isBroken ? 3 : code;
}

function notWritten(error: unknown): CowlabError {
  return outputNotWritten(error);
}
