import { describe, expect, it } from 'vitest';
import { allowed } from '../testing/allowed.js';

describe('references and pins', () => {
  it('never show a store made to another copy of the page (D1, CVE-2020-29374)', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { fork: C }
        - C: { get: buf, as: pipe }
        - C: { munmap: buf }
        - P: { write: buf, value: 2 }
        - C: { read-ref: pipe, as: r0 }
    `,
        'C.r0',
      ),
    ).toEqual(['1']);
  });

  it("show the owner's store through a pin of a page that was shared with a child (D7)", () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { fork: C }
        - P: { pin: buf, as: h, longterm: true }
        - P: { write: buf, value: 2 }
        - dev: { dma-read: h, as: r }
    `,
        'dev.r',
      ),
    ).toEqual(['2']);
  });

  it('let device and process store to the two halves of one page', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { write: buf, value: 1 }
        - P: { dio: buf, as: h }
        - dev: { dma-write: h.lo, value: 2 }
        - P: { write: buf.hi, value: 3 }
        - P: { dio-end: h }
        - dev: { dma-read: h, as: late }
    `,
        'P.buf.lo',
        'P.buf.hi',
        'h.lo',
        'dev.late',
      ),
    ).toEqual(['2 3 none none']);
  });

  it('answer EFAULT against protection and holes, all or nothing, and skip what depends on them', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 2, touched: true } }
      steps:
        - P: { mprotect: "buf[1]", prot: r }
        - P: { pin: buf, as: h, write: true }
        - dev: { dma-read: "h[0]", as: r }
        - P: { get: buf, as: g }
        - P: { mprotect: "buf[1]", prot: none }
        - P: { get: "buf[1]", as: g1 }
    `,
        'P.h',
        'dev.r',
        'P.g',
        'P.g1',
        'h[0].lo',
        'g[1].lo',
      ),
    ).toEqual(['EFAULT none ok EFAULT none initial#1']);
  });

  it('let force override the protection of private memory only', () => {
    expect(
      allowed(
        `
      memory: { a: { pages: 1, prot: r }, s: { pages: 1, prot: r, shared: true } }
      steps:
        - P: { pin: a, as: h, write: true, force: true }
        - dev: { dma-write: h, value: 1 }
        - P: { read: a, as: r }
        - P: { pin: s, as: hs, write: true, force: true }
        - P: { pin: s, as: hr, force: true }
    `,
        'P.h',
        'P.r',
        'P.hs',
        'P.hr',
      ),
    ).toEqual(['ok 1 EFAULT ok']);
  });

  it('are put at once, however often they were taken', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      steps:
        - P: { get: buf, as: g, times: 1104 }
        - P: { put: g }
        - P: { read-ref: g, as: r }
    `,
        'P.g',
        'P#2',
        'P.r',
      ),
    ).toEqual(['ok ok none']);
  });

  it('are there for others only when all pages are taken', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 2, touched: true } }
      race:
        P: [{ pin: buf, as: h, write: true }]
        dev: [{ dma-write: "h[0]", value: 1 }]
    `,
        'dev#2',
        'P.buf[0].lo',
      ),
    ).toEqual(['none initial#0', 'ok 1']);
  });

  it('let a racing actor wait for an observation', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ write: buf, value: 1, as: done }]
        P.t1: [{ wait: [done] }, { read: buf, as: r }]
    `,
        'P.t1.r',
      ),
    ).toEqual(['1']);
  });
});
