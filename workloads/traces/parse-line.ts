import { at, garbledLine } from '../../core/errors/errors.js';
import type { LineContent, PageRange, SystemCall, TraceLine } from './events.js';

const pageShift = 12;

/**
 * `comm pid/tid seconds.fraction: system:event: fields`; the name of a command may hold anything: it is all that comes
 * before.
 */
const header = /(\d+)\/(\d+)\s+(\d+)\.(\d{6,9}):\s+([a-z_]+):([a-z_]+):\s?(.*)$/u;

/**
 * One line of `perf script`. Undefined for an empty line or a comment; tracepoints that mean nothing to a
 * replay are `other`. Throws a CowlabError naming the line when it is neither.
 */
export function parseLine(text: string, path: string, line: number): TraceLine | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  const match = header.exec(trimmed);
  if (match === null) throw garbledLine(at(path, line), text, '`comm pid/tid time: event: fields`');
  const [, pid = '', tid = '', seconds = '', fraction = '', , event = '', fields = ''] = match;
  const content = parseContent(event, fields);
  if (content === undefined) {
    throw garbledLine(at(path, line), text, fieldsOf[event] ?? 'a return value in hexadecimal');
  }
  const time = Number(seconds) * 1e6 + Number(fraction.slice(0, 6)) + Number(`0.${fraction.slice(6)}0`);
  const comm = trimmed.slice(0, match.index).trimEnd();
  return { pid: Number(pid), tid: Number(tid), comm, time, line, content };
}

/** The fields of each tracepoint a replay needs, as its format file names them. */
const fieldsOf: Readonly<Record<string, string>> = {
  page_fault_user: '`address=0x… ip=0x… error_code=0x…`',
  sched_process_fork: '`comm=… pid=N child_comm=… child_pid=N`',
  sched_process_exit: '`comm=… pid=N prio=N`, on newer kernels with `group_dead=true|false`',
  sys_enter_mmap: '`addr: 0x…, len: 0x…, prot: 0x…, flags: 0x…, fd: 0x…, off: 0x…`',
  sys_enter_munmap: '`addr: 0x…, len: 0x…`',
  sys_enter_madvise: '`start: 0x…, len_in: 0x…, behavior: 0x…`',
  sys_enter_mprotect: '`start: 0x…, len: 0x…, prot: 0x…`',
};

/** Undefined when the fields are not those of the event. */
function parseContent(event: string, fields: string): LineContent | undefined {
  switch (event) {
    case 'page_fault_user':
      return parseFault(fields);
    case 'sched_process_fork': {
      const child = / child_pid=(\d+)$/u.exec(fields);
      return child === null ? undefined : { kind: 'fork', child: Number(child[1]) };
    }
    case 'sched_process_exit': {
      const exit = / pid=\d+ prio=\d+(?: group_dead=(true|false))?$/u.exec(fields);
      if (exit === null) return undefined;
      return { kind: 'exit', groupDead: exit[1] === undefined ? undefined : exit[1] === 'true' };
    }
    case 'sched_process_exec':
      return { kind: 'exec' };
    default: {
      const exit = /^sys_exit_(mmap|munmap|madvise|mprotect|brk)$/u.exec(event);
      return exit === null ? parseEntry(event, fields) : parseReturn(exit[1] as SystemCall, fields);
    }
  }
}

function parseFault(fields: string): LineContent | undefined {
  const match = /^address=(0x[\da-f]{1,16}|\(nil\)) (ip=(?:0x[\da-f]{1,16}|\(nil\))) error_code=0x([\da-f]+)$/u.exec(fields);
  if (match === null) return undefined;
  const [, address = '', ip = '', code = ''] = match;
  const error = Number.parseInt(code, 16);
  const present = (error & 1) !== 0;
  const write = (error & 2) !== 0;
  return { kind: 'fault', page: pageOf(address), access: `${address} ${ip}`, present, write };
}

function parseEntry(event: string, fields: string): LineContent | undefined {
  const value = namedValues(fields);
  if (value === undefined) return event in fieldsOf || event === 'sys_enter_brk' ? undefined : { kind: 'other' };
  const number = (name: string) => Number(value.get(name));
  switch (event) {
    case 'sys_enter_mmap':
      if (!hasAll(value, ['len', 'prot', 'flags'])) return undefined;
      return { kind: 'enter-mmap', pages: pagesIn(number('len')), prot: number('prot'), flags: number('flags') };
    case 'sys_enter_munmap':
      if (!hasAll(value, ['addr', 'len'])) return undefined;
      return { kind: 'enter-munmap', range: rangeOf(value.get('addr'), number('len')) };
    case 'sys_enter_madvise':
      if (!hasAll(value, ['start', 'len_in', 'behavior'])) return undefined;
      return { kind: 'enter-madvise', range: rangeOf(value.get('start'), number('len_in')), advice: number('behavior') };
    case 'sys_enter_mprotect':
      if (!hasAll(value, ['start', 'len', 'prot'])) return undefined;
      return { kind: 'enter-mprotect', range: rangeOf(value.get('start'), number('len')), prot: number('prot') };
    case 'sys_enter_brk':
      return value.has('brk') ? { kind: 'enter-brk' } : undefined;
    default:
      return { kind: 'other' };
  }
}

/** A return value in the last 4095 of the address space is an errno. */
function parseReturn(call: SystemCall, fields: string): LineContent | undefined {
  const match = /^0x([\da-f]{1,16})$/u.exec(fields);
  const digits = match?.[1];
  if (digits === undefined) return undefined;
  const failed = /^f{13}[\da-f]{3}$/u.test(digits) && digits !== 'fffffffffffff000';
  const inside = Number.parseInt(digits.slice(-3), 16) > 0;
  return { kind: 'exit-call', call, page: pageOf(`0x${digits}`) + (inside ? 1 : 0), failed };
}

/** `name: 0x…, name: 0x…`; undefined when the text is anything else. */
function namedValues(fields: string): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  for (const field of fields.split(', ')) {
    const match = /^([a-z_]+): (0x[\da-f]{1,16})$/u.exec(field);
    if (match === null) return undefined;
    values.set(match[1] ?? '', match[2] ?? '');
  }
  return values;
}

function hasAll(values: ReadonlyMap<string, string>, names: readonly string[]): boolean {
  return names.every((name) => values.has(name));
}

/** Page number of an address: cut as text, because an address may need more than 53 bits. */
export function pageOf(address: string): number {
  const digits = address.replace(/^0x/u, '').slice(0, -pageShift / 4);
  return /^[\da-f]+$/u.test(digits) ? Number.parseInt(digits, 16) : 0;
}

function pagesIn(bytes: number): number {
  return Math.ceil(bytes / 2 ** pageShift);
}

function rangeOf(address: string | undefined, bytes: number): PageRange {
  const first = pageOf(address ?? '');
  return { first, end: first + pagesIn(bytes) };
}
