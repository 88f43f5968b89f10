import { createReadStream, type ReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

import {
  at,
  CowlabError,
  cutGzip,
  cutLine,
  damagedGzip,
  fileNotReadable,
  notPerfScript,
  tooManyLines,
  traceTooLong,
} from '../../core/errors/errors.js';
import { recordingLimits } from '../../core/run/input/limits.js';
import { openFile, type OpenInput } from '../../core/run/input/open-input.js';

/** A line with its number, from 1. */
export interface TextLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

/**
 * Lines of a plain or gzip-compressed text file, told apart by gzip's magic bytes, read as a stream: memory does not
 * grow with the file. Some hundred at a time, because waiting for every single one takes longer than reading it. Throws
 * a CowlabError when the file cannot be read, ends early, or holds more than `recordingLimits`: a small compressed file may
 * unpack to any size.
 */
export async function* readLines(path: string): AsyncGenerator<readonly TextLine[]> {
  let rest = '';
  let number = 0;
  let length = 0;
  try {
    for await (const chunk of decoded(path)) {
      rest += chunk;
      length += chunk.length;
      const lines: TextLine[] = [];
      let start = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
        if (end - start > recordingLimits.line) throw notPerfScript(at(path, number + 1), rest.slice(start, end));
        lines.push({ text: rest.slice(start, end), number: ++number });
        start = end + 1;
      }
      yield lines;
      rest = rest.slice(start);
      // No line of perf script is near this long; a binary file is one such line.
      if (rest.length > recordingLimits.line) throw notPerfScript(at(path, number + 1), rest);
      if (length > recordingLimits.text) throw traceTooLong(at(path, number), recordingLimits.text);
      if (number > recordingLimits.lines) throw tooManyLines(at(path, number), recordingLimits.lines);
    }
  } catch (error) {
    throw explained(error, path, number);
  }
  if (rest !== '') throw cutLine(at(path, number + 1));
}

async function* decoded(path: string): AsyncGenerator<string> {
  const compressed = await startsWithGzipMagic(path);
  const file = streamOf(openFile(path));
  try {
    if (!compressed) {
      yield* file.setEncoding('utf8') as AsyncIterable<string>;
      return;
    }
    const gunzip = createGunzip();
    file.once('error', (error) => gunzip.destroy(error));
    yield* file.pipe(gunzip).setEncoding('utf8') as AsyncIterable<string>;
  } finally {
    file.destroy();
  }
}

async function startsWithGzipMagic(path: string): Promise<boolean> {
  const head: Buffer[] = [];
  for await (const chunk of streamOf(openFile(path), 1) as AsyncIterable<Buffer>) head.push(chunk);
  const [first, second] = Buffer.concat(head);
  return first === 0x1f && second === 0x8b;
}

/** @param end the last byte to read; default: that of the file */
function streamOf({ descriptor }: OpenInput, end = Infinity): ReadStream {
  return createReadStream('', { fd: descriptor, start: 0, end });
}

function explained(error: unknown, path: string, lines: number): unknown {
  if (error instanceof CowlabError || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'Z_BUF_ERROR') return cutGzip(at(path, lines + 1));
  if (code.startsWith('Z_')) return damagedGzip(at(path, lines + 1), error.message);
  return 'syscall' in error ? fileNotReadable(path, error) : error;
}
