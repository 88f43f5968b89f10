/** What exit and exec in a race leave of the other threads. */

import { describe, expect, it } from 'vitest';
import { allowed } from '../testing/allowed.js';

describe('exit in a race', () => {
  it('ends another thread between two of its operations, never within one', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 2, touched: true } }
      race:
        P: [{ exit: true }]
        P.t1: [{ read: buf, as: r }, { read: "buf[0]", as: q }]
    `,
        'P.t1.r[0]',
        'P.t1.r[1]',
        'P.t1.q',
      ),
    ).toEqual(['initial#0 initial#1 initial#0', 'initial#0 initial#1 none', 'none none none']);
  });

  it('comes behind the fork of another thread, whose child lives', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ exit: true }]
        P.t1: [{ fork: C }]
        C: [{ read: buf, as: r }]
    `,
        'P.t1#2',
        'C.r',
      ),
    ).toEqual(['none none', 'ok initial#0']);
  });

  it('ends a thread that waits for what never comes', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1 } }
      race:
        P: [{ wait: [r] }, { read: buf, as: q }]
        P.t1: [{ wait: [q] }, { read: buf, as: r }]
        P.t2: [{ exit: true }]
    `,
        'P.q',
        'P.t1.r',
      ),
    ).toEqual(['none none']);
  });
});

describe('exec in a race', () => {
  it('ends the other threads for the rest of the race, while its own goes on', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ exec: true }, { mmap: buf }, { write: buf, value: 1 }]
        P.t1: [{ read: buf, as: r }]
    `,
        'P.t1.r',
        'P.buf.lo',
      ),
    ).toEqual(['initial#0 1', 'none 1']);
  });

  it('is won by one of two threads', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      race:
        P: [{ exec: true, as: e }]
        P.t1: [{ exec: true, as: f }]
    `,
        'P.e',
        'P.t1.f',
      ),
    ).toEqual(['none ok', 'ok none']);
  });

  it('leaves the name of a thread to a new one where the order is total', () => {
    expect(
      allowed(
        `
      memory: { buf: { pages: 1, touched: true } }
      steps:
        - P: { exec: true }
        - P.t1: { mmap: buf }
        - P.t1: { read: buf, as: r }
    `,
        'P.t1.r',
      ),
    ).toEqual(['0']);
  });
});
