/** do_fault_around: which neighbours a read fault of a page cache maps. What a kernel did is in `observed-f-around-*`. */

import { nobody } from '../../machine/hook.js';
import { describe, expect, it } from 'vitest';
import { Driver } from '../../explore/driver.js';
import { createWorld } from '../../explore/world.js';
import { Pte } from '../../machine/bits.js';
import type { Machine } from '../../machine/machine.js';
import { lookupPte } from '../../machine/pmd.js';
import type { Breach } from '../../program/breach.js';
import { loadProgram } from '../../scenario/load.js';
import { Simulator } from '../../simulate/simulator.js';
import { compiledPlain } from '../../policy/testing/plain.js';

/** The machine after some steps of P. */
function run(memory: string, ...steps: string[]): Machine {
  const text = ['name: around', ...memory.split('\n'), 'steps:', ...steps.map((s) => `  - ${s}`), ''].join('\n');
  const program = loadProgram(text, 'around');
  const m = createWorld(program, compiledPlain());
  expect(new Driver(m, program).runInOrder(program.steps, () => undefined)).toEqual([]);
  return m;
}

/** Pages of a process that are mapped. */
function mapped(m: Machine, process = 0): number[] {
  return Array.from({ length: m.pages }, (_, page) => page).filter((page) => {
    const pte = lookupPte(m, nobody, process, page);
    return pte >= 0 && (m.pte.entry.wordAt(pte) & Pte.kindMask) !== Pte.none;
  });
}

function pages(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const file = 'memory: { a: { pages: 40, backing: file } }';

describe('a read fault of a file', () => {
  it('maps the sixteen pages of its block, in one fault', () => {
    const m = run(file, 'P: { read: "a[20]" }', 'P: { read: "a[31]" }');
    expect(mapped(m)).toEqual(pages(16, 31));
    expect(m.events()).toMatchObject({ faults: 1, 'file-maps': 1, 'fault-around-maps': 15 });
  });

  it('ends with the area', () => {
    expect(mapped(run(file, 'P: { read: "a[39]" }'))).toEqual(pages(32, 39));
  });

  it('maps sixteen pages from the beginning of an area that lies within a block', () => {
    const m = run('memory: { before: { pages: 8 }, a: { pages: 40, backing: file } }', 'P: { read: "a[0]" }');
    expect(mapped(m)).toEqual(pages(8, 23));
  });

  it('ends with a page table', () => {
    const simulator = new Simulator(compiledPlain(), { addressSpacePages: 1024, processes: 1 });
    simulator.map(0, 505, 100, { backing: 'file', shared: false, prot: 'r', file: 1 });
    simulator.load(0, 506);
    expect(mapped(simulator.machine)).toEqual(pages(505, 511));
  });

  it('leaves alone what is mapped, and what it maps is read-only in private memory', () => {
    const m = run(file, 'P: { write: "a[17]", value: 1 }', 'P: { read: "a[16]" }', 'P: { write: "a[18]", value: 2 }');
    expect(m.events()).toMatchObject({ faults: 3, 'file-copies': 2, 'fault-around-maps': 14 });
  });

  it.each([
    ['1', [20]],
    ['4', pages(20, 23)],
    ['7', pages(20, 23)],
    ['512', pages(0, 39)],
  ])('maps as many pages as `fault-around: %s` says, rounded down to a power of two', (around, expected) => {
    expect(mapped(run(`machine: { fault-around: ${around} }\n${file}`, 'P: { read: "a[20]" }'))).toEqual(expected);
  });

  it('passes over a page that somebody has locked, its own included, which it then waits for', () => {
    const text = `name: locked\n${file}\nsteps:\n  - P: { read: "a[20]" }\n`;
    const program = loadProgram(text, 'locked');
    const whenLocked = (page: number): { readonly left: readonly number[]; readonly waits: readonly Breach[] } => {
      const m = createWorld(program, compiledPlain());
      m.frame.lockedBy.set(m.filePage.frame.at(page) - 1, 7);
      const waits = new Driver(m, program).runInOrder(program.steps, () => undefined).filter(({ kind }) => kind === 'progress');
      return { left: pages(16, 31).filter((one) => !mapped(m).includes(one)), waits };
    };
    expect(whenLocked(19)).toEqual({ left: [19], waits: [] });
    expect(whenLocked(20)).toEqual({
      left: [20],
      waits: [
        { kind: 'progress', what: 'waits-forever', facts: { actor: 'P', operation: 'read a[20]', step: 'look-up-cached' } },
      ],
    });
  });
});

it('is for reads: a write fault maps its page alone', () => {
  expect(mapped(run('memory: { a: { pages: 40, backing: shmem, shared: true } }', 'P: { write: "a[20]", value: 1 }'))).toEqual([
    20,
  ]);
});

describe('shared anonymous memory', () => {
  const shared = 'memory: { a: { pages: 16, shared: true } }';

  it('has only those pages to map that somebody has touched', () => {
    const m = run(shared, 'P: { write: "a[3]", value: 1 }', 'P: { read: "a[5]" }', 'P: { fork: C }', 'C: { read: "a[5]" }');
    expect([mapped(m), mapped(m, 1)]).toEqual([
      [3, 5],
      [3, 5],
    ]);
  });

  it('allocates a page when it is touched first, by whomever', () => {
    const m = run(
      shared,
      'P: { fork: C }',
      'C: { write: "a[1]", value: 1 }',
      'P: { read: "a[1]", as: r }',
      'P: { write: "a[2]", value: 2 }',
    );
    expect(m.events()['pages-allocated']).toBe(2);
    expect(m.observation.value.at(2)).toBe(1);
  });
});

it('serves a child, to which fork gave no page tables of files without anonymous pages', () => {
  const m = run(file, 'P: { read: "a[20]" }', 'P: { fork: C }', 'C: { read: "a[21]" }', 'C: { read: "a[22]" }');
  expect(m.events()).toMatchObject({ faults: 2, 'fork-ptes-shared': 0 });
  expect(mapped(m, 1)).toEqual(pages(16, 31));
});
