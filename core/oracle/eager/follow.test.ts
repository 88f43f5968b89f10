import { describe, expect, it } from 'vitest';
import type { Program } from '../../program/program.js';
import { columnOf, program } from '../testing/allowed.js';
import { follow, type Followed } from './follow.js';

/** Behind an outcome that has these values in these columns, and in the others what was never stored. */
function behind(scenario: Program, values: Readonly<Record<string, number>>): Followed {
  const outcome = Array.from({ length: scenario.observations.length + 2 * scenario.final.length }, () => 999_999);
  const columns = new Set<number>();
  for (const [name, value] of Object.entries(values)) {
    const column = columnOf(scenario, name);
    outcome[column] = value;
    columns.add(column);
  }
  return follow(scenario, outcome, (column) => columns.has(column));
}

function allowedIn(scenario: Program, { allowed }: Followed, name: string): number[] {
  return [...allowed[columnOf(scenario, name)]].sort((a, b) => a - b);
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `  - ${line(index)}`).join('\n');

describe('the eager machine behind an outcome', () => {
  it('holds every value that a reference may have kept, and narrows them by what was seen', () => {
    const scenario = program(`
memory: { buf: { pages: 1 } }
steps:
  - P: { get: buf, as: g }
  - P: { write: buf, value: 1 }
  - P: { read-ref: g, as: r1 }
  - P: { write: buf, value: 2 }
  - P: { read-ref: g, as: r2 }
`);
    expect(allowedIn(scenario, behind(scenario, {}), 'P.r2')).toEqual([0, 1, 2]);
    expect(allowedIn(scenario, behind(scenario, { 'P.r1': 1 }), 'P.r2')).toEqual([1, 2]);
    expect(allowedIn(scenario, behind(scenario, { 'P.r1': 0 }), 'P.r2')).toEqual([0]);
    expect(behind(scenario, { 'P.r1': 0, 'P.r2': 1 }).agrees).toBe(false);
  });

  const forkedFilePage = program(`
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { file-write: f, value: 1 }
  - P: { fork: C }
  - C: { fork: D }
  - P: { file-write: f, value: 2 }
  - D: { read: map, as: d }
  - P: { read: map, as: p }
`);
  const initial = 1_000_000;

  it('knows of a page what was seen of a copy of its copy', () => {
    const seen = behind(forkedFilePage, { 'D.d': initial });
    expect(allowedIn(forkedFilePage, seen, 'P.p')).toEqual([initial]);
  });

  it('leaves open what happened behind the copy', () => {
    const seen = behind(forkedFilePage, { 'D.d': 1 });
    expect(allowedIn(forkedFilePage, seen, 'P.p')).toEqual([1, 2]);
  });

  it('follows a fast-only pin that gave up', () => {
    const scenario = program(`
memory: { buf: { pages: 2, touched: true } }
steps:
  - P: { pin: buf, as: h, write: true, path: fast }
  - dev: { dma-write: "h[0]", value: 1 }
`);
    expect(behind(scenario, { 'P.h': -5, 'dev#2': -3 }).agrees).toBe(true);
    expect(behind(scenario, { 'P.h': -5, 'dev#2': -2 }).agrees).toBe(false);
    expect(behind(scenario, { 'P.h': -2, 'dev#2': -2 }).agrees).toBe(true);
  });

  it('splits where a value says something about a page and about a reference to it at once', () => {
    // g shows 5: it is behind the page as it was before the store to the high half, or the page itself. In both the low
    // half is of the file's second or of its first content.
    const scenario = program(`
files: { f: { pages: 1 } }
memory: { map: { pages: 1, backing: file, file: f } }
steps:
  - P: { get: map, as: g }
  - P: { file-write: f, value: 5 }
  - P: { write: map.hi, value: 6 }
  - P: { read-ref: g.lo, as: lo }
  - P: { read-ref: g.hi, as: hi }
  - P: { read: map, as: p }
`);
    expect(behind(scenario, { 'P.lo': 5, 'P.hi': 6 }).agrees).toBe(true);
    expect(allowedIn(scenario, behind(scenario, { 'P.lo': 5, 'P.hi': 6 }), 'P.p')).toEqual([5]);
    expect(behind(scenario, { 'P.lo': 5, 'P.hi': 5, 'P.p': 5 }).agrees).toBe(true);
    expect(behind(scenario, { 'P.lo': 5, 'P.hi': 6, 'P.p': initial }).agrees).toBe(false);
  });
});

describe('the eager machine does not grow with the ways in which things can go:', () => {
  it('eighteen referenced pages and one store', () => {
    const scenario = program(`
memory: { buf: { pages: 18 } }
steps:
  - P: { get: buf, as: g }
  - P: { write: buf, value: 1 }
`);
    expect(behind(scenario, { 'g[0].lo': 0, 'g[17].lo': 1 })).toMatchObject({ agrees: true, states: 3 });
  });

  it('1,024 references to one page, and a store after each', () => {
    const scenario = program(`
memory: { buf: { pages: 1 } }
steps:
${lines(1_024, (index) => `P: { get: buf, as: g${index} }`)}
${lines(64, (index) => `P: { write: buf, value: ${index + 1} }`)}
`);
    const { agrees, states } = behind(scenario, { 'g0.lo': 0, 'g1023.lo': 64, 'g500.lo': 7 });
    expect({ agrees, states }).toEqual({ agrees: true, states: 1 + 1_024 + 64 });
  });

  it('gets of 4,096 pages', () => {
    const scenario = program(`
memory: { buf: { pages: 4096, touched: true } }
steps:
${lines(4, (index) => `P: { get: buf, as: g${index} }`)}
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - P: { write: buf, value: 2 }
`);
    const { agrees, states, allowed } = behind(scenario, { 'g0[4095].lo': 1, 'g3[17].hi': 1_000_017 });
    expect({ agrees, states }).toEqual({ agrees: true, states: 1 + 7 });
    expect([...allowed[columnOf(scenario, 'g0[0].lo')]]).toEqual([2, 1, 1_000_000]);
  });

  it('256 private file pages whose file changes, forked twice', () => {
    const scenario = program(`
files: { f: { pages: 256 } }
memory: { map: { pages: 256, backing: file, file: f } }
steps:
${lines(256, (index) => `P: { file-write: "f[${index}]", value: ${index + 1} }`)}
  - P: { fork: C }
  - C: { fork: D }
`);
    expect(behind(scenario, { 'P.map[9].lo': 10, 'C.map[9].lo': 10, 'D.map[9].lo': 1_000_009 }).agrees).toBe(false);
    expect(behind(scenario, { 'P.map[9].lo': 10, 'C.map[9].lo': 10, 'D.map[9].lo': 10, 'D.map[8].lo': 1_000_008 }).agrees).toBe(
      true,
    );
  });
});
