import {
  at,
  CowlabError,
  emptyTrace,
  impossiblePid,
  impossibleTime,
  lineIsEarlier,
  notPerfScript,
} from '../../core/errors/errors.js';
import type { TraceLine } from './events.js';
import { parseLine } from './parse-line.js';
import { readLines } from './read-lines.js';
import type { TextLine } from './read-lines.js';

/** Lines that are kept, some tens of MB: a longer recording is a stream in every pass. */
const mostKept = 100_000;

/** The lines of a recording, parsed by the first whole pass and kept for those behind it, where they are not too many. */
export class ParsedLines {
  private kept: readonly (readonly TraceLine[])[] | undefined;

  /** @param path of the output of perf script, plain or gzip @param most lines that are kept */
  constructor(
    readonly path: string,
    private readonly most = mostKept,
  ) {}

  /** Some hundred at a time. Throws a CowlabError with file and line, as `readEvents` says. */
  async *read(): AsyncGenerator<readonly TraceLine[]> {
    if (this.kept !== undefined) {
      yield* this.kept;
      return;
    }
    const parser = new LineParser(this.path);
    const kept: (readonly TraceLine[])[] = [];
    let count = 0;
    for await (const lines of readLines(this.path)) {
      const parsed = lines.flatMap((line) => parser.take(line) ?? []);
      count += parsed.length;
      if (count <= this.most) kept.push(parsed);
      else kept.length = 0;
      yield parsed;
    }
    parser.end();
    if (count <= this.most) this.kept = kept;
  }
}

class LineParser {
  private time = -Infinity;
  private empty = true;

  constructor(private readonly path: string) {}

  take({ text, number }: TextLine): TraceLine | undefined {
    const line = parse(text, this.path, number, this.empty);
    if (line === undefined) return undefined;
    checkFigures(line, this.path);
    if (line.time < this.time) {
      throw lineIsEarlier(at(this.path, number));
    }
    this.time = line.time;
    if (line.content.kind !== 'other') this.empty = false;
    return line;
  }

  end(): void {
    if (this.empty) throw emptyTrace(this.path);
  }
}

/** Before anything was understood, a bad line means another kind of file. */
function parse(text: string, path: string, number: number, first: boolean): TraceLine | undefined {
  try {
    return parseLine(text, path, number);
  } catch (error) {
    throw first && error instanceof CowlabError ? notPerfScript(at(path, number), text) : error;
  }
}

/** Microseconds: perf counts nanoseconds in 64 bits. */
const latest = 2 ** 64 / 1000;

/** PID_MAX_LIMIT of 64-bit kernels (include/linux/threads.h). */
const largestPid = 2 ** 22;

function checkFigures({ pid, tid, time, line, content }: TraceLine, path: string): void {
  if (time > latest) throw impossibleTime(at(path, line), time / 1e6);
  const ids = content.kind === 'fork' ? [pid, tid, content.child] : [pid, tid];
  const wrong = ids.find((id) => id > largestPid);
  if (wrong !== undefined) throw impossiblePid(at(path, line), wrong, largestPid);
}
