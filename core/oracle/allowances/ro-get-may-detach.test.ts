import { describe, expect, it } from 'vitest';
import { both } from '../testing/allowed.js';

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
