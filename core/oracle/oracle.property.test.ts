import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadProgram } from '../scenario/load.js';
import { outcomeKey, type Outcome } from '../program/outcome.js';
import { arbitraryScenario } from '../scenario/testing/arbitrary-program.js';
import { codes } from '../program/values.js';
import type { Breach } from '../program/breach.js';
import { follow } from './eager/follow.js';
import { eagerOutcomes } from './eager/outcomes.js';
import { judgeOutcome } from './refine.js';
import { specificationOf } from './specification.js';

const inOrder = arbitraryScenario().map((text) => loadProgram(text, 'random'));
const inOrderWithoutMoves = arbitraryScenario({ without: ['mremap'] }).map((text) => loadProgram(text, 'random'));
const racing = arbitraryScenario({ race: true }).map((text) => loadProgram(text, 'random'));
const racingInPlace = arbitraryScenario({ race: true, without: ['mmap', 'mremap'] }).map((text) => loadProgram(text, 'random'));
const racingWithoutExec = arbitraryScenario({ race: true, without: ['exec'] }).map((text) => loadProgram(text, 'random'));

describe('the oracle on random programs', () => {
  it('allows exactly one outcome of a total order without allowances, and without mremap, in which kernels differ', () => {
    fc.assert(
      fc.property(inOrderWithoutMoves, (program) => {
        expect(eagerOutcomes({ ...program, allow: [] }).outcomes.size).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('only ever adds outcomes for allowances', () => {
    // Without `unmap-is-not-ordered` a munmap is one operation per page, its areas too; with it the areas go at once, as under
    // the mmap lock. So beside an mmap or mremap of the same pages the stricter machine has mixtures that the other has not.
    fc.assert(
      fc.property(fc.oneof(inOrder, racingInPlace), (program) => {
        const lenient = eagerOutcomes(program).outcomes;
        for (const key of eagerOutcomes({ ...program, allow: [] }).outcomes.keys()) expect(lenient.has(key)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('shows every outcome of a race whose actors run one after the other', () => {
    // In a race an execve ends the other threads; in a total order the name of a thread stands for a new one behind it.
    fc.assert(
      fc.property(racingWithoutExec, (program) => {
        const { race, steps } = program;
        const { outcomes } = eagerOutcomes({ ...program, allow: [] });
        for (const order of [race, race.toReversed()]) {
          const turns = order.flatMap(({ operations }) => operations);
          const inTurn = { ...program, allow: [], race: [], steps: [...steps, ...turns] };
          for (const key of eagerOutcomes(inTurn).outcomes.keys()) expect(outcomes.has(key)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves nothing unset, accepts what it allows, and names a breach for anything else', () => {
    fc.assert(
      fc.property(fc.oneof(inOrder, racing), fc.nat(), (program, at) => {
        const eager = eagerOutcomes(program);
        const judge = (outcome: Outcome): Breach[] => judgeOutcome(program, outcome, specificationOf(program));
        for (const outcome of eager.outcomes.values()) {
          expect(outcome).not.toContain(codes.unset);
          expect(judge(outcome)).toEqual([]);
          if (outcome.length === 0) continue;
          const changed = outcome.with(at % outcome.length, 999_999);
          // Whether a fast-only pin gave up, or an mremap failed, decides what follows: another answer makes later values wrong too.
          const decides = program.steps.some(
            ({ action }) => action.op === 'mremap' || ('path' in action && action.path === 'fast'),
          );
          expect(judge(changed).length).toBeGreaterThan(0);
          expect(judge(changed).length).toBeLessThanOrEqual(decides ? outcome.length : 1);
          const permuted = [...eager.outcomes.values()][at % eager.outcomes.size].map((value, column) =>
            column % 2 === 0 ? value : outcome[column],
          );
          expect(judge(permuted).length > 0).toBe(!eager.outcomes.has(outcomeKey(permuted)));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('allows of a total order, behind an outcome, just what it allows when all that is open is tried out', () => {
    fc.assert(
      fc.property(inOrder, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (program, seeds) => {
        const rows = [...eagerOutcomes(program).outcomes.values()];
        const keys = new Set(rows.map(outcomeKey));
        fc.pre(rows.length <= 200);
        for (const row of rows) expect(follow(program, row, () => true).agrees).toBe(true);
        for (const seed of seeds) {
          const [one, other] = [rows[seed % rows.length], rows[(seed >> 8) % rows.length]];
          const mixture = one.map((value, column) => ((seed >> (column % 31)) % 2 === 0 ? value : other[column]));
          expect(follow(program, mixture, () => true).agrees).toBe(keys.has(outcomeKey(mixture)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same answer twice', () => {
    fc.assert(
      fc.property(racing, (program) => {
        expect([...eagerOutcomes(program).outcomes]).toEqual([...eagerOutcomes(program).outcomes]);
      }),
      { numRuns: 30 },
    );
  });
});
