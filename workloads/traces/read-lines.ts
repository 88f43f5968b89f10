import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

import { CowlabError, fileNotReadable } from '../../core/program/errors.js';
import { at, cutLine, damagedGzip, notPerfScript } from './errors.js';

export interface TextLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

/** No line of perf script is near this long; a binary file is one such line. Characters. */
const longestLine = 1 << 16;

/**
 * Lines of a plain or gzip-compressed text file, told apart by gzip's magic bytes, read as a stream: memory does not
 * grow with the file. Some hundred at a time, because waiting for every single one takes longer than reading it. Throws
 * a CowlabError when the file cannot be read or ends early.
 */
export async function* readLines(path: string): AsyncGenerator<readonly TextLine[]> {
  let rest = '';
  let number = 0;
  try {
    for await (const chunk of decoded(path)) {
      rest += chunk;
      const lines: TextLine[] = [];
      let start = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
        lines.push({ text: rest.slice(start, end), number: ++number });
        start = end + 1;
      }
      yield lines;
      rest = rest.slice(start);
      if (rest.length > longestLine) throw notPerfScript(at(path, number + 1), rest);
    }
  } catch (error) {
    throw explained(error, path, number);
  }
  if (rest !== '') throw cutLine(at(path, number + 1));
}

async function* decoded(path: string): AsyncGenerator<string> {
  const compressed = await startsWithGzipMagic(path);
  const file = createReadStream(path);
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
  for await (const chunk of createReadStream(path, { end: 1 }) as AsyncIterable<Buffer>) head.push(chunk);
  const [first, second] = Buffer.concat(head);
  return first === 0x1f && second === 0x8b;
}

function explained(error: unknown, path: string, lines: number): unknown {
  if (error instanceof CowlabError || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code.startsWith('Z_')) return damagedGzip(at(path, lines + 1), `gzip says: ${error.message}`);
  return 'syscall' in error ? fileNotReadable(path, error.message) : error;
}
