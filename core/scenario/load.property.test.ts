import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CowlabError } from '../errors/errors.js';
import { loadProgram } from './load.js';
import { outcomeLength } from '../program/outcome.js';
import { columnsOf, operationsOf } from '../program/operations.js';
import { arbitraryScenario } from './testing/arbitrary-program.js';

const anyScenario = fc.oneof(arbitraryScenario(), arbitraryScenario({ race: true }));

/** `loaded`, `refused` with a place, or what else happened. */
function outcomeOf(text: string): string {
  try {
    loadProgram(text, 'damaged.yaml');
    return 'loaded';
  } catch (error) {
    if (!(error instanceof CowlabError)) return String(error);
    return error.exitCode === 2 && /^damaged\.yaml:\d+:\d+$/u.test(error.where ?? '') ? 'refused' : error.format();
  }
}

describe('random valid scenarios', () => {
  it('load, and every number in them points at something', () => {
    fc.assert(
      fc.property(anyScenario, (text) => {
        const program = loadProgram(text, 'random');
        for (const operation of operationsOf(program)) {
          expect(program.actors[operation.actor]).toBeDefined();
          expect(program.observations[operation.result]?.actor).toBe(operation.actor);
        }
        const used = operationsOf(program).flatMap(({ action }) => ('handle' in action ? [action.handle] : []));
        expect(used.filter((handle) => program.handles[handle] === undefined)).toEqual([]);
        expect(outcomeLength(program)).toBe(program.observations.length + 2 * program.final.length);
      }),
      { numRuns: 300 },
    );
  });

  it('give every column of the outcome a name of its own', () => {
    fc.assert(
      fc.property(anyScenario, (text) => {
        const program = loadProgram(text, 'random');
        const names = [...program.observations, ...program.final].map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 200 },
    );
  });

  it('give every observation to one operation', () => {
    fc.assert(
      fc.property(anyScenario, (text) => {
        const program = loadProgram(text, 'random');
        const filled = operationsOf(program).flatMap(columnsOf);
        expect(filled.sort((a, b) => a - b)).toEqual(program.observations.map((_, index) => index));
      }),
      { numRuns: 200 },
    );
  });

  it('race with two actors', () => {
    fc.assert(
      fc.property(arbitraryScenario({ race: true }), (text) => {
        const { race, machine } = loadProgram(text, 'random');
        expect(race).toHaveLength(2);
        expect(machine.cpus).toBe(2);
      }),
      { numRuns: 100 },
    );
  });

  it('exercise every built operation of a total order', () => {
    const seen = new Set<string>();
    for (const text of fc.sample(arbitraryScenario(), { numRuns: 400, seed: 7 })) {
      for (const { action } of operationsOf(loadProgram(text, 'random'))) seen.add(action.op);
    }
    expect([...seen].sort()).toEqual([
      'dio',
      'dio-end',
      'dma-read',
      'dma-write',
      'exec',
      'exit',
      'file-read',
      'file-write',
      'fork',
      'get',
      'lru-drain',
      'madvise',
      'mmap',
      'mprotect',
      'mremap',
      'munmap',
      'pin',
      'put',
      'read',
      'read-ref',
      'unpin',
      'write',
    ]);
  });
});

describe('damaged scenarios', () => {
  const fragment = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ': ',
      '- ',
      '\n',
      '\n  ',
      '"',
      '&a ',
      '*a',
      '!!set ',
      '<<: ',
      '---\n',
      '? ',
      '# ',
      '|',
      'null',
      '-1',
      '1e99',
      'fork',
      'wait',
      'dev',
      'P',
      '__proto__',
      'a0[9]',
      'constructor',
      'swap-out',
      '.lo',
      '..',
    ),
  );

  it('load or are refused with a code and a place, and nothing else is ever thrown', () => {
    fc.assert(
      fc.property(
        anyScenario,
        fc.array(fc.tuple(fc.nat(), fc.nat(8), fragment), { minLength: 1, maxLength: 3 }),
        (text, edits) => {
          let damaged = text;
          for (const [at, cut, insert] of edits) {
            const start = at % (damaged.length + 1);
            damaged = damaged.slice(0, start) + insert + damaged.slice(start + cut);
          }
          expect(['loaded', 'refused']).toContain(outcomeOf(damaged));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('are refused as a whole when lines are lost at the end of an operation', () => {
    fc.assert(
      fc.property(anyScenario, fc.nat(), (text, at) => {
        const open = [...text.matchAll(/\{/gu)].map((match) => match.index + 1);
        const cut = text.slice(0, open[at % open.length]);
        expect(() => loadProgram(cut, 'cut.yaml')).toThrow(CowlabError);
      }),
      { numRuns: 300 },
    );
  });
});
