import { describe, expect, it } from 'vitest';
import { allowed } from '../testing/allowed.js';

const touched = 'initial#0';

describe('the system calls on mappings', () => {
  it('answers accesses against protection and to holes with segv, and stores nothing', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 3, touched: true } }
      steps:
        - P: { mprotect: "buf[0]", prot: r }
        - P: { mprotect: "buf[1]", prot: none }
        - P: { munmap: "buf[2]" }
        - P: { write: "buf[0]", value: 1 }
        - P: { write: "buf[1]", value: 2 }
        - P: { read: "buf[1]", as: r1 }
        - P: { read: "buf[2]", as: r2 }
    `,
        'P#4',
        'P#5',
        'P.r1',
        'P.r2',
        'P.buf[0].lo',
        'P.buf[1].hi',
        'P.buf[2].lo',
      ),
    ).toEqual(['segv segv segv segv initial#0 initial#1 none']);
  });

  it('ends a load over a range at the first page that refuses, and what is left observes none', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 3 } }
      steps:
        - P: { munmap: "buf[1]" }
        - P: { read: buf, as: r }
        - P: { write: buf, value: 1 }
    `,
        'P.r[0]',
        'P.r[1]',
        'P.r[2]',
        'P#3',
        'P.buf[0].lo',
        'P.buf[2].lo',
      ),
    ).toEqual(['0 segv none segv 1 0']);
  });

  it('makes a declared area afresh with mmap: protection, zero-fill, no initial values', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true, prot: r } }
      steps:
        - P: { mprotect: buf, prot: none }
        - P: { munmap: buf }
        - P: { mmap: buf }
        - P: { read: buf, as: r }
        - P: { write: buf, value: 1 }
    `,
        'P.r',
        'P#5',
      ),
    ).toEqual(['0 segv']);
  });

  it('gives a new page after dontneed on private memory, and keeps shared memory', () => {
    expect(
      allowed(
        `
      memory: { a: { pages: 1, touched: true }, b: { pages: 1, shared: true } }
      steps:
        - P: { write: b, value: 1 }
        - P: { madvise: a, advice: dontneed }
        - P: { madvise: b, advice: dontneed }
    `,
        'P.a.lo',
        'P.b.lo',
      ),
    ).toEqual(['0 1']);
  });

  it('lets a pin keep the page that dontneed took from the process (D42)', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { pin: buf, as: h, write: true, longterm: true }
        - P: { madvise: buf, advice: dontneed }
        - P: { write: buf, value: 2 }
        - dev: { dma-read: h, as: r }
    `,
        'dev.r',
        'P.buf.lo',
      ),
    ).toEqual(['1 2']);
  });

  it('refuses advice that does not apply, and reports holes while advising what is around them', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 3, touched: true }, sh: { pages: 1, shared: true } }
      steps:
        - P: { munmap: "buf[1]" }
        - P: { madvise: buf, advice: dontneed }
        - P: { madvise: sh, advice: wipeonfork }
        - P: { mprotect: buf, prot: r }
        - P: { write: "buf[0]", value: 1 }
        - P: { write: "buf[2]", value: 2 }
    `,
        'P#2',
        'P#3',
        'P#4',
        'P#5',
        'P#6',
        'P.buf[0].lo',
        'P.buf[2].lo',
      ),
    ).toEqual(['ENOMEM EINVAL ENOMEM segv ok 0 2']);
  });

  it('moves pages with their references, and unmaps what was at the destination', () => {
    expect(
      allowed(
        `
      memory: { a: { pages: 1, touched: true }, b: { pages: 1, touched: true } }
      steps:
        - P: { pin: a, as: h, write: true }
        - P: { pin: b, as: old, write: true }
        - P: { mremap: a, to: b }
        - P: { write: b, value: 1 }
        - P: { read: a, as: r }
    `,
        'P.r',
        'P.b.lo',
        'h.lo',
        'old.lo',
      ),
    ).toEqual(['segv 1 1 initial#1']);
  });

  it.each([
    ['begins in a hole', 'munmap: "a[0]"', ['EFAULT initial#3 initial#4', 'EFAULT none none']],
    ['has a hole in it', 'munmap: "a[1]"', ['EFAULT none none', 'ok initial#0 initial#4']],
    ['has two protections', 'mprotect: "a[1]", prot: r', ['EFAULT none none', 'ok initial#0 initial#1']],
    ['is one area', 'mprotect: a, prot: r', ['ok initial#0 initial#1']],
  ])('lets mremap of what %s do what some kernel does', (_, change, outcomes) => {
    expect(
      allowed(
        `
      memory: { a: { pages: 3, touched: true }, b: { pages: 3, touched: true } }
      steps:
        - P: { ${change} }
        - P: { mremap: a, to: b }
    `,
        'P#2',
        'P.b[0].lo',
        'P.b[1].lo',
      ),
    ).toEqual(outcomes);
  });

  it('takes the protection along with mremap', () => {
    expect(
      allowed(
        `
      memory: { a: { pages: 1, touched: true, prot: r }, b: { pages: 1 } }
      steps:
        - P: { mremap: a, to: b }
        - P: { write: b, value: 1 }
    `,
        'P#2',
        'P.b.lo',
      ),
    ).toEqual([`segv ${touched}`]);
  });

  const munmapBesideReads = `
      memory: { buf: { pages: 2, touched: true } }
      race:
        P: [{ munmap: buf }]
        P.t1: [{ read: "buf[1]", as: r1 }, { read: "buf[0]", as: r0 }]
        P.t2: [{ read: "buf[1]", as: s1 }, { read: "buf[1]", as: late }]
    `;

  it('takes the pages of a range one by one when others run beside it, strictly speaking', () => {
    expect(allowed(`allow: []\n${munmapBesideReads.replaceAll(/^ {6}/gm, '')}`, 'P.t1.r1', 'P.t1.r0')).toEqual([
      'initial#1 initial#0',
      'initial#1 segv',
      'segv segv',
    ]);
  });

  it('takes them in any order for each thread, and what a thread has seen gone stays gone (unmap-is-not-ordered)', () => {
    expect(allowed(munmapBesideReads, 'P.t1.r1', 'P.t1.r0')).toEqual([
      'initial#1 initial#0',
      'initial#1 segv',
      'segv initial#0',
      'segv segv',
    ]);
    expect(allowed(munmapBesideReads, 'P.t2.s1', 'P.t2.late')).toEqual(['initial#1 initial#1', 'initial#1 segv', 'segv segv']);
    expect(allowed(munmapBesideReads, 'P.t1.r1', 'P.t2.s1')).toContain('segv initial#1');
  });

  it.each([
    ['get_user_pages', 'munmap: buf', 'pin: buf, as: first', ['EFAULT initial#0', 'EFAULT segv', 'ok initial#0', 'ok segv']],
    ['a store', 'munmap: buf', 'write: buf, value: 1, as: first', ['ok 1', 'ok segv', 'segv initial#0', 'segv segv']],
    ['a load', 'munmap: buf', 'read: buf, as: first', ['initial#0 initial#0', 'initial#0 segv', 'segv segv']],
    ['get_user_pages', 'madvise: buf, advice: dontneed', 'pin: buf, as: first', ['ok 0', 'ok initial#0']],
  ])('lets a load come behind %s that meets `%s`', (_, call, look, outcomes) => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ ${call} }]
        P.t1: [{ ${look} }, { read: buf, as: late }]
    `,
        'P.t1.first',
        'P.t1.late',
      ),
    ).toEqual(outcomes);
  });

  it('has no store succeed behind one that found the page gone in munmap', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ munmap: buf }]
        P.t1: [{ write: buf, value: 1, as: first }, { write: buf, value: 2, as: second }]
    `,
        'P.t1.first',
        'P.t1.second',
      ),
    ).toEqual(['ok ok', 'ok segv', 'segv segv']);
  });

  it('takes nothing back once the call has returned', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ madvise: buf, advice: dontneed }, { read: buf, as: done }]
        P.t1: [{ wait: [done] }, { read: buf, as: late }]
    `,
        'P.t1.late',
      ),
    ).toEqual(['0']);
  });

  it('loses a store to a page that is on its way out', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ madvise: buf, advice: dontneed }]
        P.t1: [{ write: buf, value: 1 }]
    `,
        'P.buf.lo',
      ),
    ).toEqual(['0', '1']);
  });

  it.each(['mmap: buf', 'mprotect: buf, prot: none'])('does all of %s at one point', (call) => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 2, touched: true } }
      race:
        P: [{ ${call} }]
        P.t1: [{ read: "buf[0]", as: r0 }, { read: "buf[1]", as: r1 }]
        P.t2: [{ read: "buf[1]", as: s1 }, { read: "buf[0]", as: s0 }]
    `,
        'P.t1.r0',
        'P.t1.r1',
        'P.t2.s1',
        'P.t2.s0',
      ).filter((row) => {
        const [r0, r1, s1, s0] = row.split(' ').map((value) => value.startsWith('initial'));
        return (!r0 && r1) || (!s1 && s0);
      }),
    ).toEqual([]);
  });
});
