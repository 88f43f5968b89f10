import { describe, expect, it } from 'vitest';
import { pageName } from '../program/address-space.js';
import { firstInitialValue } from '../program/values.js';
import { load } from './testing/load.js';

describe('memory', () => {
  it('lies behind each other, with initial values that are all different', () => {
    const { areas, files } = load(`
memory:
  a: { pages: 2, touched: true }
  b: { pages: 1, backing: file, prot: r }
  c: { pages: 2, backing: shmem, file: log }
files: { log: { pages: 3 } }
steps: [{ P: { exit: true } }]`);
    expect(areas.map(({ firstPage, file }) => [firstPage, file])).toEqual([
      [0, -1],
      [2, 1],
      [3, 0],
    ]);
    expect(files.map(({ name, pages }) => [name, pages])).toEqual([
      ['log', 3],
      ['b', 1],
    ]);
    const initial = [...files.flatMap((file) => file.initial), ...(areas[0]?.initial ?? [])];
    expect(new Set(initial).size).toBe(6);
    expect(Math.min(...initial)).toBe(firstInitialValue);
    expect(areas[2]?.initial).toEqual([0, 0]);
  });

  it('of zero pages is read by P before the first step', () => {
    const program = load('memory: { a: { pages: 1 }, z: { pages: 2, backing: zero } }\nsteps: [{ P: { write: z, value: 1 } }]');
    expect(program.steps.map(({ text }) => text)).toEqual(['read z', 'write z, value 1']);
    expect(program.steps[0]?.action).toEqual({
      op: 'read',
      place: { process: 0, first: 1, last: 2, half: 'both' },
      observed: false,
    });
    expect(program.observations.map(({ name }) => name)).toEqual(['P#0.z', 'P#1']);
  });

  it('is named by pages only where there is more than one', () => {
    const program = load('memory: { a: { pages: 1 }, b: { pages: 2 } }\nsteps: [{ P: { get: b, as: h } }]');
    expect(program.final.map(({ name }) => name)).toEqual(['P.a', 'P.b[0]', 'P.b[1]', 'h[0]', 'h[1]']);
    expect([0, 1, 2].map((page) => pageName(program, page))).toEqual(['a', 'b[0]', 'b[1]']);
  });
});

describe('a file', () => {
  const kindsOf = (memory: string, files = ''): (string | boolean)[][] =>
    load(`memory: { ${memory} }\nfiles: { ${files} }\nsteps: [{ P: { lru-drain: true } }]\n`).files.map(
      ({ fs, dirtyTracked }) => [fs, dirtyTracked],
    );

  it('is on a disk, and its dirty pages are tracked, unless it says otherwise', () => {
    expect(kindsOf('a: { pages: 1, backing: file, shared: true }')).toEqual([['ext4', true]]);
    expect(
      kindsOf('a: { pages: 1 }', 'f: { pages: 1 }, g: { pages: 1, dirty-tracked: false }, h: { pages: 1, fs: tmpfs }'),
    ).toEqual([
      ['ext4', true],
      ['ext4', false],
      ['tmpfs', false],
    ]);
  });

  it('is a memory file where an area maps it as one, whoever else maps it', () => {
    expect(kindsOf('a: { pages: 1, backing: shmem }')).toEqual([['tmpfs', false]]);
    expect(
      kindsOf('a: { pages: 1, backing: shmem, file: f }, b: { pages: 1, backing: file, file: f }', 'f: { pages: 1 }'),
    ).toEqual([['tmpfs', false]]);
  });

  it('may be mapped shared and writable, also later, and written before the first step', () => {
    expect(() =>
      load(`
memory: { a: { pages: 1, backing: file, shared: true, touched: true }, ro: { pages: 1, backing: file, shared: true, prot: r, touched: true } }
steps: [{ P: { mprotect: ro, prot: rw } }]
`),
    ).not.toThrow();
  });
});

describe('places', () => {
  const memory = 'memory: { a: { pages: 1 }, b: { pages: 4 } }\nsteps: [{ P: { exit: true } }]\nafter:\n';

  it.each([
    ['b', { first: 1, last: 4, half: 'both' }],
    ['b[2]', { first: 3, last: 3, half: 'both' }],
    ['b[1..2].hi', { first: 2, last: 3, half: 'hi' }],
    ['a.lo', { first: 0, last: 0, half: 'lo' }],
  ])('%s', (text, place) => {
    const [step] = load(`${memory}  - P: { write: "${text}", value: 1 }`).after;
    expect(step?.action).toEqual({ op: 'write', place: { process: 0, ...place }, value: 1 });
  });
});
