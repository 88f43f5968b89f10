import { describe, expect, it } from 'vitest';
import { both } from '../testing/allowed.js';

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
