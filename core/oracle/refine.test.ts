import { describe, expect, it } from 'vitest';
import { breachInWords } from '../program/breach-words.js';
import type { BreachKind } from '../program/verdict.js';
import { codes } from '../program/values.js';
import { eagerOutcomes } from './eager/outcomes.js';
import { judgeOutcome } from './refine.js';
import { specificationOf } from './specification.js';
import { columnOf, program } from './testing/allowed.js';

/** Judges an allowed outcome with some columns changed; `like` chooses the outcome among several. */
function judged(
  text: string,
  changes: Readonly<Record<string, number>>,
  like: Readonly<Record<string, number>> = {},
): { kind: BreachKind; detail: string }[] {
  const scenario = program(text);
  const eager = eagerOutcomes(scenario);
  const outcome = [...eager.outcomes.values()].find((row) =>
    Object.entries(like).every(([name, value]) => row[columnOf(scenario, name)] === value),
  );
  if (outcome === undefined) throw new Error('no such outcome');
  const changed = [...outcome];
  for (const [name, value] of Object.entries(changes)) changed[columnOf(scenario, name)] = value;
  return judgeOutcome(scenario, changed, specificationOf(scenario)).map((breach) => ({
    kind: breach.kind,
    detail: breachInWords(breach),
  }));
}

const d1 = `
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - C: { get: buf, as: pipe }
  - C: { munmap: buf }
  - P: { write: buf, value: 2 }
  - C: { read-ref: pipe, as: r0 }
`;

const d7 = `
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { fork: C }
  - P: { pin: buf, as: h, longterm: true }
  - P: { write: buf, value: 2 }
  - dev: { dma-read: h, as: r }
`;

const d12 = `
memory: { buf: { pages: 1 } }
steps:
  - P: { write: buf, value: 1 }
  - P: { dio: buf, as: h }
  - P: { fork: C }
  - P: { write: buf.hi, value: 2 }
  - dev: { dma-write: h.lo, value: 3 }
  - P: { dio-end: h }
`;

const d26 = `
memory: { buf: { pages: 2 } }
steps:
  - P: { write: buf, value: 1 }
race:
  P: [{ fork: C }]
  P.t1: [{ write: "buf[0]", value: 2 }, { write: "buf[1]", value: 3 }]
`;

describe('refinement', () => {
  it('allows every outcome of the eager machine', () => {
    for (const text of [d1, d7, d12, d26]) expect(judged(text, {})).toEqual([]);
  });

  it("calls another process's store seen through a reference isolation (D1)", () => {
    expect(judged(d1, { 'C.r0': 2 })).toEqual([{ kind: 'isolation', detail: 'C.r0 = 2, the eager machine allows {1}' }]);
  });

  it("calls the parent's later store seen in the child's memory isolation", () => {
    expect(judged(d7, { 'C.buf.lo': 2, 'C.buf.hi': 2 })).toEqual([
      { kind: 'isolation', detail: 'C.buf = 2, the eager machine allows {1}' },
    ]);
  });

  it("calls a pin that misses its owner's store coherence (D7)", () => {
    expect(judged(d7, { 'dev.r': 1 })).toEqual([{ kind: 'coherence', detail: 'dev.r = 1, the eager machine allows {2}' }]);
  });

  it("calls it coherence in a child too, whose page held the parent's value before", () => {
    expect(
      judged(
        `
memory: { buf: { pages: 1, touched: true } }
steps:
  - P: { fork: C }
  - C: { pin: buf, as: h, longterm: true }
  - C: { write: buf, value: 2 }
  - dev: { dma-read: h, as: r }
`,
        { 'dev.r': 1_000_000 },
      ),
    ).toEqual([{ kind: 'coherence', detail: 'dev.r = initial#0, the eager machine allows {2}' }]);
  });

  it('breaches D13 only without its allowance', () => {
    const d13 = d7.replace('pin: buf, as: h, longterm: true', 'get: buf, as: h').replace('dma-read', 'read-ref');
    const missed = { 'dev.r': 1, 'h.lo': 1, 'h.hi': 1 };
    expect(judged(d13, missed)).toEqual([]);
    expect(judged(`allow: []\n${d13}`, missed).map(({ kind }) => kind)).toEqual(['coherence', 'coherence']);
  });

  it('calls a device store that the process does not see coherence, after the reference is gone too (D12)', () => {
    expect(judged(d12, { 'P.buf.lo': 1 })).toEqual([{ kind: 'coherence', detail: 'P.buf.lo = 1, the eager machine allows {3}' }]);
  });

  it('calls a wrong page coherence while a pin holds it', () => {
    expect(judged(d7, { 'P.buf.lo': 1 })[0]?.kind).toBe('coherence');
  });

  it("calls the child's mixture of two instants of the parent a snapshot, naming the pair (D26)", () => {
    const torn = { 'C.buf[0].lo': 1, 'C.buf[0].hi': 1, 'C.buf[1].lo': 3, 'C.buf[1].hi': 3 };
    expect(judged(d26, torn)).toEqual([
      { kind: 'snapshot', detail: 'C.buf[0].lo = 1 with C.buf[1].lo = 3: each is allowed, the eager machine never shows both' },
    ]);
  });

  it('calls it coherence when the pair involves a reference', () => {
    expect(
      judged(
        `
memory: { buf: { pages: 1, touched: true } }
race:
  P: [{ pin: buf, as: h, write: true }, { read: buf, as: r }, { dma-read: h, as: s }]
  P.t1: [{ write: buf, value: 1 }]
`,
        { 'P.r': 1, 'P.s': 1_000_000 },
      ),
    ).toEqual([
      { kind: 'coherence', detail: 'P.r = 1 with P.s = initial#0: each is allowed, the eager machine never shows both' },
    ]);
  });

  it('calls a store that is gone a lost write', () => {
    expect(judged(d26, { 'P.buf[0].lo': 1, 'P.buf[0].hi': 1 })).toEqual([
      { kind: 'lost-write', detail: 'P.buf[0] = 1, the eager machine allows {2}' },
    ]);
  });

  it('calls what failed though it should have succeeded, and what was skipped therefore, progress', () => {
    expect(judged(d7, { 'P.h': codes.EFAULT, 'dev.r': codes.none })).toEqual([
      { kind: 'progress', detail: 'P.h = EFAULT, the eager machine allows {ok}' },
      { kind: 'progress', detail: 'dev.r = none, the eager machine allows {2}' },
    ]);
  });

  it('reports the gravest breach first', () => {
    const kinds = judged(d7, { 'dev.r': 1, 'C.buf.lo': 2 }).map(({ kind }) => kind);
    expect(kinds).toEqual(['isolation', 'coherence']);
  });
});
