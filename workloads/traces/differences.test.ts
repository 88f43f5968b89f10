import { describe, expect, test } from 'vitest';

import type { Area } from './address-space.js';
import { reasonOf, unexplained } from './differences.js';
import type { Disagreement } from './differences.js';
import { History } from './history.js';

const file: Area = { first: 96, end: 200, backing: 'file', shared: false, prot: 'rw', known: 'recorded' };
const anonymous: Area = { ...file, backing: 'anon' };
const access = '0x64008 ip=0x400000';

function fault(over: Partial<Disagreement> = {}): Disagreement {
  return {
    pid: 7,
    tid: 7,
    time: 1000,
    line: 10,
    page: 100,
    access,
    write: true,
    recorded: 'write-protected',
    model: 'no-fault',
    area: anonymous,
    history: History.empty(),
    ...over,
  };
}

/** A process that faulted on pages at time 950, line 5. */
function after(pages: readonly number[], write: boolean, tid = 7): History {
  const history = History.empty();
  for (const page of pages) history.add(page, { pid: 7, tid, time: 950, line: 5, access }, write);
  return history;
}

test('two threads on one miss, within a hundred microseconds and not after', () => {
  expect(reasonOf(fault({ tid: 8, history: after([100], true) }))).toContain('two threads');
  expect(reasonOf(fault({ tid: 8, time: 2000, history: after([100], true) }))).toBe(unexplained);
});

test('one instruction twice on one miss, but not another instruction of that thread', () => {
  expect(reasonOf(fault({ history: after([100], true) }))).toContain('the same instruction');
  expect(reasonOf(fault({ access: '0x64008 ip=0x400004', history: after([100], true) }))).toBe(unexplained);
});

test('a page table fork left out: only for what a parent had touched, in a mapping nobody had stored to', () => {
  const child = after([100], false).fork(6);
  expect(reasonOf(fault({ recorded: 'absent', write: false, area: file, history: child }))).toContain('vma_needs_copy');
  const late = after([100], false).fork(5); // forked before the parent's fault
  expect(reasonOf(fault({ recorded: 'absent', write: false, area: file, history: late }))).toBe(unexplained);
  const stored = after([100], false);
  stored.noteStore(file.first);
  expect(reasonOf(fault({ recorded: 'absent', write: false, area: file, history: stored.fork(6) }))).toBe(unexplained);
});

test('fault-around: a neighbour in the same 64 KiB of a file had been loaded', () => {
  const present = { recorded: 'write-protected', model: 'absent', area: file } as const;
  expect(reasonOf(fault({ ...present, history: after([96], false) }))).toContain('fault-around');
  expect(reasonOf(fault({ ...present, history: after([96], true) }))).not.toContain('fault-around');
  expect(reasonOf(fault({ ...present, history: after([112], false) }))).not.toContain('fault-around');
  expect(reasonOf(fault({ ...present, area: anonymous, history: after([96], false) }))).not.toContain('fault-around');
});

test('fault-around reaches sixteen pages behind the beginning of a mapping that begins within a block', () => {
  const area: Area = { ...file, first: 104, end: 200 };
  const present = { page: 115, recorded: 'write-protected', model: 'absent', area } as const;
  expect(reasonOf(fault({ ...present, history: after([105], false) }))).toContain('fault-around');
  expect(reasonOf(fault({ ...present, page: 120, history: after([105], false) }))).not.toContain('fault-around');
});

test('fault-around in the model alone: the page was in another mapping, or not in the page cache', () => {
  const absent = { recorded: 'absent', model: 'no-fault', write: false, history: after([96], false) } as const;
  expect(reasonOf(fault({ ...absent, area: { ...file, known: 'exec' } }))).toContain('on the kernel lay in another mapping');
  expect(reasonOf(fault({ ...absent, area: file }))).toContain('page cache');
  expect(reasonOf(fault({ ...absent, area: file, history: after([112], false) }))).toBe(unexplained);
});

describe('a page of a program that exec mapped, present without a fault', () => {
  const image: Area = { ...file, first: 100, end: 101, known: 'exec' };
  const present = { recorded: 'write-protected', model: 'absent', area: image } as const;

  test('is mapped by fault-around when a neighbour in the block was loaded', () => {
    expect(reasonOf(fault({ ...present, history: after([96], false) }))).toContain('fault-around');
    expect(reasonOf(fault({ ...present, history: after([112], false) }))).toContain('large folio');
  });

  test('may have been stored to by exec once a fork has write-protected it', () => {
    const forked = after([96], false);
    const child = forked.fork(6);
    for (const history of [forked, child]) {
      expect(reasonOf(fault({ ...present, history }))).toContain('does not tell them apart');
    }
  });

  test('is unexplained when the process had faulted on it', () => {
    expect(reasonOf(fault({ ...present, history: after([100], true) }))).toBe(unexplained);
  });
});

test('a page the process is known to have had needs no reason', () => {
  const history = History.empty();
  history.notePresent(100, 5);
  expect([history.has(100), history.has(100, 4), history.has(101)]).toEqual([true, false, false]);
  expect([history.fork(5).has(100), history.fork(4).has(100)]).toEqual([true, false]);
});

test('present without a recorded fault: present without any fault before it', () => {
  expect(reasonOf(fault({ model: 'absent' }))).toContain('kernel faults');
  expect(reasonOf(fault({ model: 'absent', history: after([100], true) }))).toBe(unexplained);
});

test('does not guess about memory it knows only from the access', () => {
  expect(reasonOf(fault({ model: 'absent', area: { ...file, known: 'accessed' } }))).toContain('not in the recording');
});

test('says so when the model refuses the access', () => {
  expect(reasonOf(fault({ model: 'refused', area: undefined }))).toContain('refused in the model');
});
