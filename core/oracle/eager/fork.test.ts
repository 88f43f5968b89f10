import { describe, expect, it } from 'vitest';
import { allowed } from '../testing/allowed.js';

describe('fork on the eager machine', () => {
  it('copies private memory, so that neither process sees what the other stores afterwards', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { fork: C }
        - P: { write: buf.lo, value: 2 }
        - C: { write: buf.hi, value: 3 }
    `,
        'P.buf.lo',
        'P.buf.hi',
        'C.buf.lo',
        'C.buf.hi',
      ),
    ).toEqual(['2 1 1 3']);
  });

  it('copies all private pages at one point of a race (D26)', () => {
    const pairs = allowed(
      `
      memory: { buf: { pages: 2 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { pin: "buf[0]", as: h, write: true, longterm: true }
      race:
        P: [{ fork: C }]
        P.t1: [{ write: "buf[0]", value: 2 }, { write: "buf[1]", value: 3 }]
    `,
      'C.buf[0].lo',
      'C.buf[1].lo',
    );
    expect(pairs).toEqual(['1 1', '2 1', '2 3']);
  });

  it('shares shared anonymous memory', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, shared: true } }
      steps:
        - P: { fork: C }
        - C: { write: buf, value: 1 }
        - P: { read: buf, as: r }
    `,
        'P.r',
      ),
    ).toEqual(['1']);
  });

  it('leaves out what is marked dontfork and wipes what is marked wipeonfork, in grandchildren too', () => {
    expect(
      allowed(
        `
      memory: { a: { pages: 1, touched: true }, b: { pages: 1 } }
      steps:
        - P: { write: b, value: 1 }
        - P: { madvise: a, advice: dontfork }
        - P: { madvise: b, advice: wipeonfork }
        - P: { fork: C }
        - C: { read: a, as: r0 }
        - C: { read: b, as: r1 }
        - C: { write: b, value: 2 }
        - C: { fork: G }
        - G: { read: b, as: r2 }
    `,
        'C.r0',
        'C.r1',
        'G.r2',
        'P.b.lo',
      ),
    ).toEqual(['segv 0 0 1']);
  });

  it('forks again what is marked dofork', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { madvise: buf, advice: dontfork }
        - P: { madvise: buf, advice: dofork }
        - P: { fork: C }
    `,
        'C.buf.lo',
      ),
    ).toEqual(['1']);
  });

  it('leaves references with the parent', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { pin: buf, as: h, write: true }
        - P: { fork: C }
        - dev: { dma-write: h, value: 2 }
    `,
        'P.buf.lo',
        'C.buf.lo',
        'h.lo',
      ),
    ).toEqual(['2 1 2']);
  });

  it('does not enable a racing child before the fork returns, and skips it when the fork never happens', () => {
    const text = (first: string): string => `
      memory: { buf: { pages: 1 } }
      race:
        P: [${first}{ write: buf, value: 1 }, { fork: C }]
        C: [{ read: buf, as: r }]
    `;
    expect(allowed(text(''), 'C.r')).toEqual(['1']);
    expect(allowed(text('{ exit: true }, '), 'C.r', 'P#2', 'C.buf.lo')).toEqual(['none none none']);
  });
});

describe('exit and exec on the eager machine', () => {
  it('let a reference keep the page of a process that is gone', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { fork: C }
        - C: { get: buf, as: h }
        - C: { exit: true }
        - C: { read: buf, as: r }
        - P: { write: buf, value: 2 }
        - P: { read-ref: h, as: r1 }
    `,
        'C.r',
        'P.r1',
        'C.buf.lo',
        'h.lo',
      ),
    ).toEqual(['none 1 none 1']);
  });

  it('skips what other threads of an exited process still had to do', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      race:
        P: [{ exit: true }]
        P.t1: [{ write: buf, value: 1 }, { read: buf, as: r }]
    `,
        'P.t1#2',
        'P.t1.r',
      ),
    ).toEqual(['none none', 'ok 1', 'ok none']);
  });

  it('drops every mapping at exec, and the process lives on', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { exec: true }
        - P: { read: buf, as: r0 }
        - P: { mmap: buf }
        - P: { read: buf, as: r1 }
    `,
        'P.r0',
        'P.r1',
      ),
    ).toEqual(['segv 0']);
  });
});
