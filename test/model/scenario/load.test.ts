import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allAllowances } from '../../../core/program/allowances.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { load } from '../../../core/scenario/testing/load.js';
import { columnName, outcomeLength } from '../../../core/program/outcome.js';
import type { Program } from '../../../core/program/program.js';

const example = `
name: vmsplice-child-unmap           # kebab-case, unique
title: Child reads the parent's later store through a spliced page
sources: [CVE-2020-29374, "commit 09854ba94c6a"]
memory:
  buf: { pages: 1 }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - C: { get: buf, as: pipe }
  - C: { munmap: buf }
  - P: { write: buf, value: 2 }
  - C: { read-ref: pipe, as: r0 }
expect:
  mapcount: violates
  linux-6.1: holds
`;

function columns(program: Program): string[] {
  return Array.from({ length: outcomeLength(program) }, (_, column) => columnName(program, column));
}

describe('the example of the format', () => {
  const program = loadProgram(example, 'example.yaml');

  it('becomes a program with every name resolved', () => {
    expect(program).toMatchObject({
      name: 'vmsplice-child-unmap',
      sources: ['CVE-2020-29374', 'commit 09854ba94c6a'],
      origin: 'example.yaml',
      processes: [
        { name: 'P', parent: -1 },
        { name: 'C', parent: 0 },
      ],
      handles: [{ name: 'pipe', pages: 1, firstSlot: 0, process: 1, kind: 'get', write: false, longterm: false }],
      expect: { mapcount: 'violates', 'linux-6.1': 'holds' },
      allow: allAllowances,
      memoryModel: 'sc',
      race: [],
      after: [],
    });
    expect(program.steps[2]).toEqual({
      actor: 1,
      times: 1,
      result: 2,
      text: 'get buf, as pipe',
      where: 'example.yaml:10:10',
      action: {
        op: 'get',
        handle: 0,
        write: false,
        longterm: false,
        force: false,
        path: 'any',
        place: { process: 1, first: 0, last: 0, half: 'both' },
      },
    });
  });

  it('has one column for every observation and two for every final value', () => {
    expect(columns(program)).toEqual([
      'P#1',
      'P#2',
      'C.pipe',
      'C#4',
      'P#5',
      'C.r0',
      'P.buf.lo',
      'P.buf.hi',
      'C.buf.lo',
      'C.buf.hi',
      'pipe.lo',
      'pipe.hi',
    ]);
    expect(program.observations[5]?.handle).toBe(0);
  });

  it('says what each step does in the words of the file', () => {
    expect(program.steps.map(({ text }) => text)).toEqual([
      'write buf, value 1',
      'fork C',
      'get buf, as pipe',
      'munmap buf',
      'write buf, value 2',
      'read-ref pipe, as r0',
    ]);
  });
});

describe('actors', () => {
  it('are the processes with their numbers, then threads, devices and kernel threads as they appear', () => {
    const { actors, steps } = load(`
memory: { buf: { pages: 1 } }
steps:
  - P.t1: { fork: C }
  - C: { fork: D }
  - kswapd: { lru-drain: true }
  - C.io: { read: buf }`);
    expect(actors).toEqual([
      { name: 'P', kind: 'process', process: 0 },
      { name: 'C', kind: 'process', process: 1 },
      { name: 'D', kind: 'process', process: 2 },
      { name: 'P.t1', kind: 'thread', process: 0 },
      { name: 'kswapd', kind: 'kernel', process: -1 },
      { name: 'C.io', kind: 'thread', process: 1 },
    ]);
    expect(steps.map(({ actor }) => actor)).toEqual([3, 1, 4, 5]);
  });

  it('of a race may come from it, and from one another', () => {
    const { processes, race, machine } = load(`
memory: { buf: { pages: 1 } }
race:
  C: [{ fork: D }]
  P: [{ fork: C, as: forked }, { write: buf, value: 1 }]
  D: [{ read: buf, as: r }]`);
    expect(processes).toEqual([
      { name: 'P', parent: -1 },
      { name: 'C', parent: 0 },
      { name: 'D', parent: 1 },
    ]);
    expect(race.map(({ actor, operations }) => [actor, operations.length])).toEqual([
      [1, 1],
      [0, 2],
      [2, 1],
    ]);
    expect(machine.cpus).toBe(3);
  });

  it('of a race can wait for one another, also for what comes later in the file', () => {
    const { race, observations } = load(`
memory: { buf: { pages: 2 } }
race:
  P: [{ wait: [r, h] }, { write: buf, value: 1 }]
  P.t1: [{ read: buf, as: r }, { get: "buf[0]", as: h }]`);
    expect(race[0]?.operations[0]?.action).toEqual({ op: 'wait', observations: [2, 3, 4] });
    expect(observations.map(({ name }) => name)).toEqual(['P#1', 'P#2', 'P.t1.r[0]', 'P.t1.r[1]', 'P.t1.h']);
  });

  it('without memory of their own use handles of P', () => {
    const { steps } = load(`
memory: { buf: { pages: 2, backing: file } }
steps:
  - P: { pin: buf, as: h, write: true, longterm: true }
  - dev: { dma-write: "h[1].hi", value: 1 }
  - dev: { dma-read: h, as: r }
  - dev: { file-write: "buf[0]", value: 2 }`);
    expect(steps.map(({ action }) => action).slice(1)).toEqual([
      { op: 'dma-write', handle: 0, page: 1, half: 'hi', value: 1 },
      { op: 'dma-read', handle: 0, page: 0, half: 'both' },
      { op: 'dma-read', handle: 0, page: 1, half: 'both' },
      { op: 'file-write', file: 0, page: 0, value: 2 },
    ]);
    expect(steps.map(({ result }) => result)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the rest of a scenario', () => {
  it('names what is observed at the end, in its order', () => {
    const { final } = load(`
memory: { a: { pages: 1 }, b: { pages: 3 } }
steps: [{ P: { fork: C } }, { C: { get: b, as: h } }]
final: [{ C: "b[1..2]" }, { P: a }, { dev: "h[0]" }]`);
    expect(final).toEqual([
      { kind: 'page', name: 'C.b[1]', process: 1, page: 2 },
      { kind: 'page', name: 'C.b[2]', process: 1, page: 3 },
      { kind: 'page', name: 'P.a', process: 0, page: 0 },
      { kind: 'handle', name: 'h[0]', handle: 0, page: 0 },
    ]);
  });

  it('keeps options, allowances and expected events', () => {
    const program = load(`
memory: { a: { pages: 1 } }
steps: [{ P: { get: a, as: h, times: 1104 } }]
machine: { dio: get, lru-batch: remote, locks: mmap, tlb-flush: ipi, fault-around: 5 }
memory-model: sc
allow: []
documented-hazard: open(2) NOTES
expect-events: { anon-exclusive: { copies: 0, faults: 3 } }`);
    expect(program.machine).toEqual({ dio: 'get', lruBatch: 'remote', cpus: 2, tlbFlush: 'ipi', faultAround: 4 });
    expect(program.allow).toEqual([]);
    expect(program.documentedHazard).toBe('open(2) NOTES');
    expect(program.expectEvents).toEqual({ 'anon-exclusive': { copies: 0, faults: 3 } });
    expect(program.steps[0]?.times).toBe(1104);
  });

  it('may use YAML anchors', () => {
    const { steps, expect: verdicts } = load(`
memory: { a: &one { pages: 1 }, b: *one }
steps:
  - P: &read { read: a }
  - P: *read
expect: { mapcount: &v holds, page-count: *v }`);
    expect(steps.map(({ text }) => text)).toEqual(['read a', 'read a']);
    expect(verdicts).toEqual({ mapcount: 'holds', 'page-count': 'holds' });
  });

  it('takes words that JavaScript objects also know as ordinary names', () => {
    const { areas, observations } = load(`
memory: { constructor: { pages: 1 }, toString: { pages: 1 } }
steps: [{ P: { read: constructor, as: hasOwnProperty } }]`);
    expect(areas.map(({ name }) => name)).toEqual(['constructor', 'toString']);
    expect(observations[0]?.name).toBe('P.hasOwnProperty');
  });
});

describe('built-in scenarios', () => {
  const folder = new URL('../../../workloads/scenarios/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.scenario.yaml'));

  it.each(files)('%s loads and is named after its file', (file) => {
    const program = loadProgram(readFileSync(new URL(file, folder), 'utf8'), file);
    expect(`${program.name}.scenario.yaml`).toBe(file);
  });
});
