import { describe, expect, it } from 'vitest';
import { allowed, both } from '../testing/allowed.js';

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
