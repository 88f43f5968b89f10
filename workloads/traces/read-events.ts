import { at, returnsFromOther, entersWithin } from '../../core/errors/errors.js';
import type { CallContent, LineContent, SystemCall, TraceEvent, TraceLine } from './events.js';
import type { ParsedLines } from './parsed-lines.js';

/** System calls whose return the recording may lack: they are taken at their entry then. */
const oneSided = ['munmap', 'madvise', 'mprotect'] as const;

/** What of a recording is wanted. */
export interface ReadOptions {
  /** System calls of which the recording has returns; found by the first pass. */
  readonly returns?: ReadonlySet<SystemCall>;
  /** Told of every system call whose return the recording has. */
  readonly onReturn?: (call: SystemCall) => void;
}

/**
 * The events of a recording in its order, some hundred at a time, with entry and return of a system call joined per
 * thread and calls that failed left out. Throws a CowlabError with file and line when the file is damaged, is not the
 * output of perf script, runs backwards in time or has no event.
 */
export async function* readEvents(lines: ParsedLines, options: ReadOptions = {}): AsyncGenerator<readonly TraceEvent[]> {
  const calls = new Calls(lines.path, options.returns ?? new Set());
  for await (const some of lines.read()) {
    yield some.flatMap((line) => {
      if (line.content.kind === 'exit-call') options.onReturn?.(line.content.call);
      return calls.join(line) ?? [];
    });
  }
}

interface OpenCall {
  readonly call: SystemCall;
  readonly content: LineContent;
  readonly line: number;
}

/** Joins the entry of a system call with its return, per thread. */
class Calls {
  private readonly open = new Map<number, OpenCall>();
  /**
   * Threads seen: only the first event of one may be a return without an entry, of a call made before the recording.
   */
  private readonly seen = new Set<number>();

  constructor(
    private readonly path: string,
    private readonly returns: ReadonlySet<SystemCall>,
  ) {}

  join(line: TraceLine): TraceEvent | undefined {
    const { content } = line;
    const known = this.seen.has(line.tid);
    this.seen.add(line.tid);
    switch (content.kind) {
      case 'fault':
      case 'fork':
        return eventOf(line, content);
      case 'exit':
      case 'exec':
        this.open.delete(line.tid);
        return eventOf(line, content);
      case 'enter-mmap':
      case 'enter-brk':
        return this.enter(line, content.kind === 'enter-brk' ? 'brk' : 'mmap');
      case 'enter-munmap':
        return this.enter(line, 'munmap');
      case 'enter-madvise':
        return this.enter(line, 'madvise');
      case 'enter-mprotect':
        return this.enter(line, 'mprotect');
      case 'exit-call':
        return this.leave(line, content, known);
      default:
        return undefined;
    }
  }

  private enter(line: TraceLine, call: SystemCall): TraceEvent | undefined {
    const before = this.open.get(line.tid);
    if (before !== undefined) {
      throw entersWithin(at(this.path, line.line), line.tid, call, before);
    }
    if (oneSided.some((c) => c === call) && !this.returns.has(call)) return completed(line, line.content, undefined);
    this.open.set(line.tid, { call, content: line.content, line: line.line });
    return undefined;
  }

  private leave(line: TraceLine, exit: ExitCall, known: boolean): TraceEvent | undefined {
    const entry = this.open.get(line.tid);
    if (entry?.call !== exit.call) {
      if (!known || oneSided.some((c) => c === exit.call)) return undefined;
      throw returnsFromOther(at(this.path, line.line), line.tid, exit.call, entry);
    }
    this.open.delete(line.tid);
    return exit.failed ? undefined : completed(line, entry.content, exit);
  }
}

type ExitCall = Extract<LineContent, { readonly kind: 'exit-call' }>;

function completed(last: TraceLine, entry: LineContent, exit: ExitCall | undefined): TraceEvent | undefined {
  const content = callContent(entry, exit);
  return content === undefined ? undefined : eventOf(last, content);
}

/** Field by field: spreading takes several times as long, and there is one for every line. */
function eventOf({ pid, tid, comm, time, line }: TraceLine, content: TraceEvent['content']): TraceEvent {
  return { pid, tid, comm, time, line, content };
}

function callContent(entry: LineContent, exit: ExitCall | undefined): CallContent | undefined {
  switch (entry.kind) {
    case 'enter-mmap':
      if (exit === undefined) return undefined;
      return { kind: 'mmap', range: { first: exit.page, end: exit.page + entry.pages }, prot: entry.prot, flags: entry.flags };
    case 'enter-brk':
      return exit === undefined ? undefined : { kind: 'brk', end: exit.page };
    case 'enter-munmap':
      return { kind: 'munmap', range: entry.range };
    case 'enter-madvise':
      return { kind: 'madvise', range: entry.range, advice: entry.advice };
    case 'enter-mprotect':
      return { kind: 'mprotect', range: entry.range, prot: entry.prot };
    default:
      return undefined;
  }
}
