import { describe, expect, it } from 'vitest';
import type { Allowance } from '../../program/allowances.js';
import { allowed } from '../testing/allowed.js';

/** What is allowed without any allowance, and with this one alone. */
function both(allowance: Allowance, text: string, ...columns: readonly string[]) {
  const under = (allow: string): string[] => allowed(`allow: [${allow}]\n${text}`, ...columns);
  return { strict: under(''), lenient: under(allowance) };
}

describe('ro-get-may-detach', () => {
  it("hides D13: a read reference that does not see the owner's store", () => {
    expect(
      both(
        'ro-get-may-detach',
        `
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - P: { get: buf, as: g }
  - P: { write: buf, value: 2 }
  - P: { read-ref: g, as: r }
    `,
        'P.r',
      ),
    ).toEqual({ strict: ['2'], lenient: ['1', '2'] });
  });

  it('is final: a reference that missed one store misses the later ones', () => {
    expect(
      both(
        'ro-get-may-detach',
        `
memory: { buf: { pages: 1 } }
steps:
  - P: { get: buf, as: g }
  - P: { write: buf, value: 1 }
  - P: { read-ref: g, as: r1 }
  - P: { write: buf, value: 2 }
  - P: { read-ref: g, as: r2 }
    `,
        'P.r1',
        'P.r2',
      ),
    ).toEqual({ strict: ['1 2'], lenient: ['0 0', '1 1', '1 2'] });
  });

  it('lets each page of a reference go its own way, but no writable reference and none to shared memory', () => {
    expect(
      both(
        'ro-get-may-detach',
        `
memory: { buf: { pages: 2 }, sh: { pages: 1, shared: true } }
steps:
  - P: { get: buf, as: g }
  - P: { get: buf, as: w, write: true }
  - P: { get: sh, as: s }
  - P: { write: buf, value: 1 }
  - P: { write: sh, value: 2 }
    `,
        'g[0].lo',
        'g[1].lo',
        'w[0].lo',
        's.lo',
      ),
    ).toEqual({ strict: ['1 1 1 2'], lenient: ['0 0 1 2', '0 1 1 2', '1 0 1 2', '1 1 1 2'] });
  });

  it('lets a reference to a file page keep following the file', () => {
    expect(
      both(
        'ro-get-may-detach',
        `
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { get: map, as: g }
  - P: { write: map, value: 1 }
  - P: { file-write: f, value: 2 }
    `,
        'g.lo',
      ),
    ).toEqual({ strict: ['1'], lenient: ['1', '2'] });
  });

  it("never shows another process's store", () => {
    expect(
      both(
        'ro-get-may-detach',
        `
memory: { buf: { pages: 1 } }
steps:
  - P: { fork: C }
  - C: { get: buf, as: g }
  - C: { munmap: buf }
  - P: { write: buf, value: 1 }
    `,
        'g.lo',
      ),
    ).toEqual({ strict: ['0'], lenient: ['0'] });
  });
});

describe('ro-short-pin-may-detach', () => {
  const zeroPage = (longterm: boolean): string => `
memory: { buf: { pages: 1, backing: zero } }
steps:
  - P: { read: buf }
  - P: { pin: buf, as: h, longterm: ${longterm} }
  - P: { write: buf, value: 1 }
  - P: { write: buf, value: 2 }
    `;

  it('hides a short-term pin that stays on the zero page (D29 without longterm)', () => {
    expect(both('ro-short-pin-may-detach', zeroPage(false), 'h.lo')).toEqual({ strict: ['2'], lenient: ['0', '2'] });
  });

  it('hides nothing for a long-term pin (D29)', () => {
    expect(both('ro-short-pin-may-detach', zeroPage(true), 'h.lo')).toEqual({ strict: ['2'], lenient: ['2'] });
  });

  it('hides nothing once the page was written', () => {
    expect(
      both(
        'ro-short-pin-may-detach',
        `
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { pin: buf, as: h }
  - P: { write: buf, value: 2 }
    `,
        'h.lo',
      ),
    ).toEqual({ strict: ['2'], lenient: ['2'] });
  });

  it('lets the pin of a file page stay behind when a writable pin breaks COW', () => {
    expect(
      both(
        'ro-short-pin-may-detach',
        `
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { pin: map, as: h }
  - P: { pin: map, as: w, write: true }
  - dev: { dma-write: w, value: 1 }
    `,
        'h.lo',
        'P.map.lo',
      ),
    ).toEqual({ strict: ['1 1'], lenient: ['1 1', 'initial#0 1'] });
  });
});

describe('private-file-may-freeze', () => {
  it("lets a child's page stop following the file apart from its parent's, for good", () => {
    expect(
      both(
        'private-file-may-freeze',
        `
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { fork: C }
  - P: { file-write: f, value: 1 }
  - C: { read: map, as: r }
  - P: { file-write: f, value: 2 }
    `,
        'P.map.lo',
        'C.r',
        'C.map.lo',
      ),
    ).toEqual({
      strict: ['2 1 2'],
      lenient: [
        '1 1 1',
        '1 1 2',
        '1 initial#0 initial#0',
        '2 1 1',
        '2 1 2',
        '2 initial#0 initial#0',
        'initial#0 1 1',
        'initial#0 1 2',
        'initial#0 initial#0 initial#0',
      ],
    });
  });

  it('lets a page under a read-only pin go on following, until the first store', () => {
    expect(
      both(
        'private-file-may-freeze',
        `
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { pin: map, as: h, longterm: true }
  - P: { file-write: f, value: 1 }
  - P: { read: map, as: r }
  - P: { write: map.lo, value: 2 }
  - P: { file-write: f, value: 3 }
    `,
        'P.r',
        'h.lo',
        'h.hi',
      ),
    ).toEqual({ strict: ['initial#0 2 initial#0'], lenient: ['1 2 1', 'initial#0 2 initial#0'] });
  });

  it('lets an old half of the page come back in a race, and nothing older than the mapping', () => {
    const race = `
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
race:
  P: [{ write: map.lo, value: 1 }]
  P.t1: [{ file-write: f, value: 2 }, { read: map.hi, as: first }, { read: map.hi, as: second }]`;
    expect(both('private-file-may-freeze', race, 'P.t1.first', 'P.t1.second')).toEqual({
      strict: ['2 2', 'initial#0 initial#0'],
      lenient: ['2 2', '2 initial#0', 'initial#0 initial#0'],
    });
    const dropped = race.replace('{ read: map.hi, as: first }', '{ madvise: map, advice: dontneed }');
    expect(both('private-file-may-freeze', dropped, 'P.t1.second')).toEqual({ strict: ['2'], lenient: ['2'] });
  });

  it('leaves the file itself, and pages already written, alone', () => {
    expect(
      both(
        'private-file-may-freeze',
        `
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { write: map, value: 1 }
  - P: { file-write: f, value: 2 }
  - P: { file-read: f, as: r }
    `,
        'P.map.lo',
        'P.r',
      ),
    ).toEqual({ strict: ['1 2'], lenient: ['1 2'] });
  });
});

describe('dma-during-fork-may-tear', () => {
  const race = `
memory: { buf: { pages: 2, touched: true } }
steps:
  - P: { pin: buf, as: h, write: true, longterm: true }
race:
  P: [{ fork: C }]
  dev: [{ dma-write: "h[0]", value: 1 }, { dma-write: "h[1]", value: 2 }]
`;

  it('lets the later of two device stores show in the child without the earlier one', () => {
    const pages = ['C.buf[0].lo', 'C.buf[1].lo'];
    expect(both('dma-during-fork-may-tear', race, ...pages)).toEqual({
      strict: ['1 2', '1 initial#1', 'initial#0 initial#1'],
      lenient: ['1 2', '1 initial#1', 'initial#0 2', 'initial#0 initial#1'],
    });
  });

  it('lets the halves of one device store part', () => {
    const { strict, lenient } = both('dma-during-fork-may-tear', race, 'C.buf[0].lo', 'C.buf[0].hi');
    expect(strict).toEqual(['1 1', 'initial#0 initial#0']);
    expect(lenient).toEqual(['1 1', '1 initial#0', 'initial#0 1', 'initial#0 initial#0']);
  });

  it('never tears what the parent has, nor what was stored before the fork began', () => {
    const storedBefore = race.replace('race:', '  - dev: { dma-write: "h[0]", value: 3 }\nrace:');
    expect(allowed(storedBefore, 'P.buf[0].lo', 'P.buf[1].lo')).toEqual(['1 2']);
    expect(allowed(storedBefore, 'C.buf[0].lo')).toEqual(['1', '3']);
  });

  it('keeps stores of processes at one point', () => {
    expect(
      allowed(
        `
memory: { buf: { pages: 2 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { pin: "buf[0]", as: h, write: true }
race:
  P: [{ fork: C }]
  P.t1: [{ write: "buf[0].lo", value: 2 }, { write: "buf[1]", value: 3 }]
  dev: [{ dma-write: "h.hi", value: 4 }]
    `,
        'C.buf[0].lo',
        'C.buf[1].lo',
      ),
    ).toEqual(['1 1', '2 1', '2 3']);
  });

  it('does not bring back what a process stored over', () => {
    expect(
      allowed(
        `
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { pin: buf, as: h, write: true }
race:
  P: [{ fork: C }]
  dev: [{ dma-write: h.lo, value: 2 }, { read-ref: h, as: done }]
  P.t1: [{ wait: [done] }, { write: buf, value: 3 }]
    `,
        'C.buf.lo',
        'C.buf.hi',
      ),
    ).toEqual(['1 1', '2 1', '3 3']);
  });
});

describe('fast-only-may-fail', () => {
  it('lets a fast-only pin fail and take nothing, of any number of pages', () => {
    expect(
      both(
        'fast-only-may-fail',
        `
memory: { buf: { pages: 2, touched: true } }
steps:
  - P: { pin: buf, as: h, write: true, path: fast }
  - dev: { dma-write: "h[0]", value: 1 }
    `,
        'P.h',
        'dev#2',
        'P.buf[0].lo',
      ),
    ).toEqual({ strict: ['ok ok 1'], lenient: ['EAGAIN none initial#0', 'ok ok 1'] });
  });

  it('does not touch pins that may take the slow path', () => {
    expect(
      both(
        'fast-only-may-fail',
        `
memory: { buf: { pages: 1 } }
steps:
  - P: { pin: buf, as: h }
    `,
        'P.h',
      ),
    ).toEqual({ strict: ['ok'], lenient: ['ok'] });
  });
});

describe('refused-by-design', () => {
  const pinOf = (area: string, how = 'write: true, longterm: true', more = ''): string => `
memory: { map: { pages: 1, ${area} } }
steps:
${more}  - P: { pin: map, as: h, ${how} }
  - P: { read-ref: h, as: r }
    `;
  const onDisk = 'backing: file, shared: true';

  it('hides that a long-term writable pin of a shared file mapping fails, and takes nothing', () => {
    expect(both('refused-by-design', pinOf(onDisk), 'P.h', 'P.r')).toEqual({
      strict: ['ok initial#0'],
      lenient: ['EFAULT none', 'ok initial#0'],
    });
  });

  it.each([
    ['a short-term one', pinOf(onDisk, 'write: true')],
    ['one for reading', pinOf(onDisk, 'longterm: true')],
    ['one of a private mapping', pinOf('backing: file')],
    ['one of a memory file', pinOf('backing: shmem, shared: true')],
    ['one of shared anonymous memory', pinOf('shared: true')],
    ['one of a file without dirty tracking', `files: { f: { pages: 1, dirty-tracked: false } }${pinOf(`${onDisk}, file: f`)}`],
  ])('hides nothing of %s', (_, text) => {
    expect(both('refused-by-design', text, 'P.h')).toEqual({ strict: ['ok'], lenient: ['ok'] });
  });

  it('says nothing of a mapping without write permission, which has its own reason to fail', () => {
    const text = pinOf(onDisk, 'write: true, longterm: true, force: true', '  - P: { mprotect: map, prot: r }\n');
    expect(both('refused-by-design', text, 'P.h')).toEqual({ strict: ['EFAULT'], lenient: ['EFAULT'] });
  });
});
