import { expect, test } from 'vitest';

import { CowlabError } from '../../core/errors/errors.js';
import { parseLine } from './parse-line.js';

const lead = '    redis-server 10925/10940  3460.232670:  ';

function content(event: string): unknown {
  return parseLine(lead + event, 'a.txt', 1)?.content;
}

test('reads who and when of a line, whatever the command is called', () => {
  const text = 'a 1/2 b: c 17/18 3460.232671: sched:sched_process_exec: filename=/x pid=17 old_pid=17';
  expect(parseLine(text, 'a.txt', 9)).toEqual({
    pid: 17,
    tid: 18,
    comm: 'a 1/2 b: c',
    time: 3460232671,
    line: 9,
    content: { kind: 'exec' },
  });
});

test('keeps nanoseconds when perf printed them', () => {
  const text = 'x 1/1 1.000000500: sched:sched_process_exec: pid=1 old_pid=1';
  expect(parseLine(text, 'a.txt', 1)?.time).toBeCloseTo(1e6 + 0.5, 9);
});

test.each([
  [0x4, false, false],
  [0x6, false, true],
  [0x7, true, true],
  [0x14, false, false],
  [0x5, true, false],
])('reads the error code %i of a fault as present %s, write %s', (code, present, write) => {
  const fields = `address=0x7f4b4fb53450 ip=0x7f4b4fb53458 error_code=0x${code.toString(16)}`;
  expect(content(`exceptions:page_fault_user: ${fields}`)).toEqual({
    kind: 'fault',
    page: 0x7f4b4fb53,
    access: '0x7f4b4fb53450 ip=0x7f4b4fb53458',
    present,
    write,
  });
});

test('keeps the page number of a 57-bit address exact', () => {
  const fault = 'exceptions:page_fault_user: address=0xfffffffffff123 ip=0x1000 error_code=0x6';
  expect(content(fault)).toMatchObject({ page: 0xfffffffffff });
});

test.each([
  ['sched:sched_process_fork: comm=a pid=1 child_comm=b c child_pid=11011', { kind: 'fork', child: 11011 }],
  ['sched:sched_process_exit: comm=a pid=11011 prio=120 group_dead=true', { kind: 'exit', groupDead: true }],
  ['sched:sched_process_exit: comm=a pid=11011 prio=120 group_dead=false', { kind: 'exit', groupDead: false }],
  ['sched:sched_process_exit: comm=a pid=11011 prio=120', { kind: 'exit', groupDead: undefined }],
  [
    'syscalls:sys_enter_mmap: addr: 0x00000000, len: 0x00001001, prot: 0x00000003, flags: 0x00004022, fd: 0xffffffff, ' +
      'off: 0x00000000',
    { kind: 'enter-mmap', pages: 2, prot: 3, flags: 0x4022 },
  ],
  ['syscalls:sys_exit_mmap: 0x7f4b4ad00000', { kind: 'exit-call', call: 'mmap', page: 0x7f4b4ad00, failed: false }],
  ['syscalls:sys_exit_mmap: 0xfffffffffffffff4', { kind: 'exit-call', call: 'mmap', page: 2 ** 52, failed: true }],
  ['syscalls:sys_exit_munmap: 0x0', { kind: 'exit-call', call: 'munmap', page: 0, failed: false }],
  [
    'syscalls:sys_enter_munmap: addr: 0x7f100dffd000, len: 0x00009a3f',
    { kind: 'enter-munmap', range: { first: 0x7f100dffd, end: 0x7f100dffd + 10 } },
  ],
  [
    'syscalls:sys_enter_madvise: start: 0x7f4b4cbdf000, len_in: 0x00003000, behavior: 0x00000004',
    { kind: 'enter-madvise', range: { first: 0x7f4b4cbdf, end: 0x7f4b4cbe2 }, advice: 4 },
  ],
  [
    'syscalls:sys_enter_mprotect: start: 0x7f100dfea000, len: 0x00004000, prot: 0x00000001',
    { kind: 'enter-mprotect', range: { first: 0x7f100dfea, end: 0x7f100dfee }, prot: 1 },
  ],
  ['syscalls:sys_enter_brk: brk: 0x00000000', { kind: 'enter-brk' }],
  ['syscalls:sys_exit_brk: 0x55dc8ff36010', { kind: 'exit-call', call: 'brk', page: 0x55dc8ff37, failed: false }],
  ['sched:sched_switch: prev_comm=a ==> next_comm=b', { kind: 'other' }],
  ['syscalls:sys_enter_futex: uaddr: 0x7f4b4ad00000, op: 0x00000080', { kind: 'other' }],
])('reads %s', (event, expected) => {
  expect(content(event)).toEqual(expected);
});

test('passes over empty lines and comments', () => {
  expect(parseLine('', 'a.txt', 1)).toBeUndefined();
  expect(parseLine('# captured on: Mon', 'a.txt', 1)).toBeUndefined();
});

test.each([
  ['no header', 'redis-server sleeps', 'comm pid/tid time'],
  ['a cut fault', `${lead}exceptions:page_fault_user: address=0x7f4b4fb53450 ip=0x7f4b4f`, 'error_code'],
  ['a cut fork', `${lead}sched:sched_process_fork: comm=redis pid=10925 child_comm=redis child_p`, 'child_pid=N'],
  ['a cut exit', `${lead}sched:sched_process_exit: comm=redis-server pid=10`, 'prio=N'],
  ['a cut mmap', `${lead}syscalls:sys_enter_mmap: addr: 0x00000000, len: 0x0070`, 'flags'],
  ['a cut return', `${lead}syscalls:sys_exit_mmap: `, 'hexadecimal'],
])('refuses %s with file and line, and says what it expected', (_, text, expected) => {
  const parse = () => parseLine(text, 'dir/a.txt', 12);
  expect(parse).toThrow(CowlabError);
  expect(parse).toThrow(
    expect.objectContaining({
      code: 'COW044',
      where: 'dir/a.txt:12',
      exitCode: 2,
      expected: expect.stringContaining(expected) as string,
    }) as Error,
  );
});
