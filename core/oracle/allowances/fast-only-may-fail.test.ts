import { describe, expect, it } from 'vitest';
import { both } from '../testing/allowed.js';

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
