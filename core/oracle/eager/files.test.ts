import { describe, expect, it } from 'vitest';
import { allowed } from '../testing/allowed.js';

const strict = (steps: string, memory = 'map: { pages: 1, backing: file, file: f }'): string => `
  files: { f: { pages: 1 } }
  memory: { ${memory} }
  allow: []
  steps: ${steps}
`;

describe('a private file page', () => {
  it("follows the file until the first store, and is the process's own from then on", () => {
    expect(
      allowed(
        strict(`
      - P: { read: map, as: r0 }
      - P: { file-write: f, value: 1 }
      - P: { read: map, as: r1 }
      - P: { write: map.lo, value: 2 }
      - P: { file-write: f, value: 3 }
      - P: { file-read: f, as: r2 }
    `),
        'P.r0',
        'P.r1',
        'P.r2',
        'P.map.lo',
        'P.map.hi',
      ),
    ).toEqual(['initial#0 1 3 2 1']);
  });

  it.each([
    ['pin', 'write: true'],
    ['pin', 'write: false'],
    ['get', 'write: true'],
  ])("is the process's own after a %s with %s", (op, write) => {
    expect(
      allowed(
        strict(`
        - P: { ${op}: map, as: h, ${write} }
        - P: { file-write: f, value: 1 }
        - P: { read-ref: h, as: r }
      `),
        'P.map.lo',
        'P.r',
      ),
    ).toEqual(['initial#0 initial#0']);
  });

  it('goes on following the file under a reference for reading', () => {
    expect(
      allowed(
        strict(`
      - P: { get: map, as: h }
      - P: { file-write: f, value: 1 }
    `),
        'P.map.lo',
        'h.lo',
      ),
    ).toEqual(['1 1']);
  });

  it('follows the file in a child, and again after dontneed', () => {
    expect(
      allowed(
        strict(`
      - P: { fork: C }
      - P: { write: map, value: 1 }
      - P: { fork: D }
      - P: { madvise: map, advice: dontneed }
      - P: { file-write: f, value: 2 }
    `),
        'P.map.lo',
        'C.map.lo',
        'D.map.lo',
      ),
    ).toEqual(['2 2 1']);
  });
});

describe('a shared file page', () => {
  it('is the page of the file, for references too', () => {
    expect(
      allowed(
        strict(
          `
      - P: { pin: map, as: h, longterm: true }
      - P: { fork: C }
      - P: { file-write: f, value: 1 }
    `,
          'map: { pages: 1, backing: shmem, file: f, shared: true, prot: r }',
        ),
        'P.map.lo',
        'C.map.lo',
        'h.lo',
      ),
    ).toEqual(['1 1 1']);
  });
});
