import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codes } from '../../program/values.js';
import { loadProgram } from '../../scenario/load.js';
import { arbitraryScenario } from '../../scenario/testing/arbitrary-program.js';
import { EagerLimitError } from '../eager/interleave.js';
import { eagerOutcomes, type EagerOutcomes } from '../eager/outcomes.js';
import { follow } from '../eager/follow.js';
import { allowed, both, columnOf, program } from '../testing/allowed.js';

describe('out-of-memory', () => {
  it('means nothing where the machine does not say how many frames it has', () => {
    const text = 'memory: { buf: { pages: 1 } }\nsteps: [{ P: { write: buf, value: 1 } }, { P: { fork: C } }]\n';
    expect(both('out-of-memory', text, 'P#1', 'P#2')).toEqual({ strict: ['ok ok'], lenient: ['ok ok'] });
  });

  it('lets an access observe oom: what it would have stored is not there, what it would have read is none', () => {
    expect(
      both(
        'out-of-memory',
        `
machine: { frames: 9 }
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { read: buf, as: r }
    `,
        'P#1',
        'P.r',
        'P.buf.lo',
      ),
    ).toEqual({ strict: ['ok 1 1'], lenient: ['ok 1 1', 'ok oom 1', 'oom 0 0', 'oom oom 0'] });
  });

  it('lets a store over pages reach those before the one that it does not get', () => {
    expect(
      both(
        'out-of-memory',
        `
machine: { frames: 9 }
memory: { buf: { pages: 2 } }
steps:
  - P: { write: buf, value: 1 }
    `,
        'P#1',
        'P.buf[0].lo',
        'P.buf[1].lo',
      ).lenient,
    ).toEqual(['ok 1 1', 'oom 0 0', 'oom 1 0']);
  });

  it('lets fork, references and mremap end with ENOMEM: no child, nothing kept, and the destination is empty', () => {
    expect(
      both(
        'out-of-memory',
        `
machine: { frames: 9 }
memory: { buf: { pages: 1, touched: true }, to: { pages: 1, touched: true } }
steps:
  - P: { fork: C }
  - P: { get: buf, as: h }
  - P: { mremap: buf, to: to, as: moved }
    `,
        'P#1',
        'P.h',
        'P.moved',
        'C.buf.lo',
        'h.lo',
        'P.buf.lo',
        'P.to.lo',
      ).lenient,
    ).toEqual([
      'ENOMEM ENOMEM ENOMEM none none initial#0 none',
      'ENOMEM ENOMEM ok none none none initial#0',
      'ENOMEM ok ENOMEM none initial#0 initial#0 none',
      'ENOMEM ok ok none initial#0 none initial#0',
      'ok ENOMEM ENOMEM initial#0 none initial#0 none',
      'ok ENOMEM ok initial#0 none none initial#0',
      'ok ok ENOMEM initial#0 initial#0 initial#0 none',
      'ok ok ok initial#0 initial#0 none initial#0',
    ]);
  });

  it('in a race lets what runs beside it see as much of a store as it has reached', () => {
    const rows = allowed(
      `
allow: [out-of-memory]
machine: { frames: 9 }
memory: { buf: { pages: 2, touched: true } }
race:
  P: [{ write: buf, value: 1, as: w }]
  P.t1: [{ read: "buf[1]", as: late }, { read: "buf[0]", as: early }]
    `,
      'P.w',
      'P.t1.late',
      'P.t1.early',
    );
    expect(rows).toContain('oom initial#1 1');
    expect(rows).not.toContain('oom 1 initial#0');
  });

  it('is followed behind every outcome that it allows', () => {
    const short = arbitraryScenario().map((text) => loadProgram(`machine: { frames: 64 }\n${withoutMachine(text)}`, 'random'));
    let followed = 0;
    fc.assert(
      fc.property(short, (any) => {
        const few = { ...any, steps: any.steps.slice(0, 6) };
        for (const outcome of all(few)?.outcomes.values() ?? []) {
          followed++;
          expect(follow(few, outcome, () => true).agrees).toBe(true);
        }
      }),
      { seed: 4, numRuns: 60 },
    );
    expect(followed).toBeGreaterThan(500);
  });

  it('costs no more where many stores over pages do not get one', () => {
    const stores = (count: number): string =>
      Array.from({ length: count }, (_, i) => `  - P: { write: a${i}, value: ${i + 1} }\n`).join('');
    const areas = (count: number): string =>
      Array.from({ length: count }, (_, i) => `  a${i}: { pages: 2, touched: true }\n`).join('');
    const steps = (count: number): number => {
      const text = `allow: [out-of-memory]\nmachine: { frames: 500 }\nmemory:\n${areas(count)}steps:\n${stores(count)}`;
      const many = program(text);
      const outcome = many.observations.map(() => codes.oom as number);
      for (const { page } of many.final as readonly { page: number }[]) {
        // Of each area the first page was reached, and the second one not.
        const value = page % 2 === 0 ? page / 2 + 1 : (many.areas[(page - 1) / 2].initial[1] ?? 0);
        outcome.push(value, value);
      }
      expect(columnOf(many, 'P#1')).toBe(0);
      const { agrees, states } = follow(many, outcome, () => true);
      expect(agrees).toBe(true);
      return states;
    };
    expect(steps(40)).toBe(4 * steps(10) - 3);
  });
});

function withoutMachine(text: string): string {
  return text.replace(/^machine:.*\n/mu, '');
}

/** Undefined: too many to look at. */
function all(any: Parameters<typeof eagerOutcomes>[0]): EagerOutcomes | undefined {
  try {
    return eagerOutcomes(any, { states: 3000, bytes: 1e8 });
  } catch (error) {
    if (error instanceof EagerLimitError) return undefined;
    throw error;
  }
}
