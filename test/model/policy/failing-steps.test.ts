/** Policies whose steps may fail: with a back-off that gives back what is held they run, without they are refused. */

import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { anyError, fail, failing, next } from '../../../core/engine/answers.js';
import { insert, replace, without } from '../../../core/engine/edits.js';
import { register } from '../../../core/engine/registers.js';
import { step, type Step } from '../../../core/engine/step.js';
import type { CowlabError } from '../../../core/errors/errors.js';
import { checkProgram } from '../../../core/explore/check.js';
import type { Machine } from '../../../core/machine/machine.js';
import { operations } from '../../../core/mm/operations.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import { definePolicy, type Policy, type PolicyDefinition } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';
import { loadProgram } from '../../../core/scenario/load.js';
import { scenario } from '../testing/builtin.js';

const mm = register('op', 'mm');
const [parentTable, childTable] = ['parentTable', 'childTable'].map((name) => register('copy-page-range', name));
const ENOMEM = fail('ENOMEM');

const refusePinned = step(
  'refuse-pinned',
  [next, ENOMEM],
  (m, a) => (m.mm.hasPinned.load(a, m.get(a, mm)) === 1 ? ENOMEM : next),
  { reads: ['mm.hasPinned'] },
);

function unlockIfMine(m: Machine, a: number) {
  for (const table of [m.get(a, parentTable), m.get(a, childTable)]) {
    if (m.table.lockedBy.load(a, table) === a + 1) m.table.lockedBy.store(a, table, 0);
  }
  return next;
}
const unlockFailing = step('unlock-failing', [next], unlockIfMine, {
  reads: ['table.lockedBy'],
  writes: ['table.lockedBy'],
  ends: ['pte-lock', 'child-table'],
});

/** fork of a process that has pinned anything answers ENOMEM. */
const forkRefusesPinned = definePolicy('fork-refuses-pinned', {
  title: 'As early-cow-seqcount, but fork copies no page of a process that has pinned one',
  extends: 'early-cow-seqcount',
  steps: { 'copy-page-range': [refusePinned, unlockFailing] },
  orders: { 'copy-page-range': [insert('refuse-pinned').before('copy-pte'), insert('unlock-failing').after('back-off:')] },
});

function compiled(policy: Policy): CompiledPolicy {
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, policy]), policy.id);
}

function refusal(definition: Omit<PolicyDefinition, 'title'>): Pick<CowlabError, 'code' | 'message' | 'expected'> {
  try {
    compiled(definePolicy('mine', { title: '', ...definition }));
  } catch (error) {
    const { code, message, expected } = error as CowlabError;
    return { code, message, expected };
  }
  throw new Error('it was not refused');
}

describe('a fork that fails in a step of a policy', () => {
  const program = (frames: string): string =>
    `name: forks\n${frames}memory: { a: { pages: 1, touched: true } }\nsteps:\n` +
    ['{ fork: C, as: first }', '{ pin: a, as: h, write: true }', '{ fork: D, as: second }', '{ write: a, value: 1 }']
      .map((operation) => `  - P: ${operation}\n`)
      .join('');

  it('gives everything back, and is ENOMEM, which only a machine that says how many frames it has allows', () => {
    const limited = loadProgram(program('machine: { frames: 64 }\n'), 'forks');
    expect(checkProgram(limited, compiled(forkRefusesPinned))).toMatchObject({ verdict: 'holds', breaches: [] });
    const unlimited = checkProgram(loadProgram(program(''), 'forks'), compiled(forkRefusesPinned));
    expect(unlimited.breaches).toContainEqual({
      kind: 'progress',
      what: 'value-not-allowed',
      facts: { values: [{ name: 'P.second', value: 'ENOMEM' }], allowed: ['ok'] },
    });
  });

  it('is refused where its back-off leaves the page tables locked and the sequence odd', () => {
    const steps = { 'copy-page-range': [refusePinned, unlockFailing] };
    const insertFailing = insert('refuse-pinned').before('copy-pte');
    expect(refusal({ extends: 'early-cow-seqcount', steps, orders: { 'copy-page-range': [insertFailing] } })).toEqual({
      code: 'COW079',
      message: 'The policy `mine` lets `refuse-pinned` fail in `copy-page-range` with `child-table`, `pte-lock` still held.',
      expected: expect.stringContaining('behind a `back-off:` of `copy-page-range`') as unknown,
    });
    const odd = [insertFailing, insert('unlock-failing').after('back-off:'), without('end-write-protect-seq-failing')];
    expect(refusal({ extends: 'early-cow-seqcount', steps, orders: { 'copy-page-range': odd } })).toMatchObject({
      code: 'COW079',
      message: expect.stringContaining('with `odd-sequence` still held') as unknown,
    });
  });

  it('is refused behind what no list on the way gives back: the reference of a child that is not mapped yet', () => {
    expect(
      refusal({
        extends: 'early-cow-seqcount',
        steps: { 'fork-pte': [refusePinned], 'copy-page-range': [unlockFailing] },
        orders: {
          'fork-pte': [insert('refuse-pinned').after('take-child-reference')],
          'copy-page-range': [insert('unlock-failing').after('back-off:')],
        },
      }).message,
    ).toBe('The policy `mine` lets `refuse-pinned` fail in `fork-pte` with `child-reference` still held.');
  });
});

describe('a mremap that fails in a step of a policy', () => {
  // What becomes of the destination is each policy's own affair.
  const text =
    'name: moves\nmachine: { frames: 64 }\nfinal: [{ P: from }]\n' +
    'memory: { from: { pages: 2, touched: true }, to: { pages: 2, touched: true } }\nsteps:\n' +
    ['{ mremap: from, to: to, as: moved }', '{ write: from, value: 1 }', '{ fork: C }']
      .map((operation) => `  - P: ${operation}\n`)
      .join('');
  const short = step('run-short', [next, ENOMEM], () => ENOMEM);

  it.each(['take-range', 'clear-destination', 'move-vmas', 'move-page-tables'])(
    'leaves all areas in their places: before %s',
    (name) => {
      const policy = definePolicy('short', {
        title: '',
        extends: 'mapcount',
        steps: { mremap: [short] },
        orders: { mremap: [insert('run-short').before(name)] },
      });
      expect(checkProgram(loadProgram(text, 'moves'), compiled(policy))).toMatchObject({ verdict: 'holds', breaches: [] });
    },
  );
});

describe('a back-off of the machine', () => {
  it.each([
    ['copy-page', 'put-old-failing'],
    ['file-fault', 'give-back-pages'],
    ['copy-page-range', 'drop-preallocated'],
    ['fork', 'unlock-mm-after-failed-fork'],
    ['fork', 'zap-half-made-child'],
    ['fork', 'flush-after-failed-fork'],
    ['move-ptes', 'turn-back'],
    ['gup', 'release-taken'],
  ])('of %s cannot be without %s', (list, name) => {
    expect(refusal({ extends: 'mapcount', orders: { [list]: [without(name)] } })).toMatchObject({
      code: 'COW072',
      message: `The policy \`mine\` leaves out the mandatory step \`${name}\`.`,
    });
  });

  it('may be another step with the same brackets, and what that leaves behind is a breach', () => {
    const forget = step('forget-old', [anyError], (m, a) => failing(m.actor.error[a]), {
      needs: ['old-reference'],
      ends: ['old-reference'],
    });
    const forgetful = definePolicy('forgetful', {
      title: '',
      extends: 'mapcount',
      steps: { 'copy-page': [forget] },
      orders: { 'copy-page': [replace('put-old-failing').by('forget-old')] },
    });
    expect(checkProgram(scenario('no-memory-for-a-copy'), compiled(forgetful)).breaches).toContainEqual(
      expect.objectContaining({ kind: 'lifetime', invariant: 'I10', what: 'references-unaccounted' }),
    );
  });

  const instead = (list: string, wrong: Step): CompiledPolicy =>
    compiled(definePolicy('wrong', { title: '', extends: 'early-cow-seqcount', steps: { [list]: [wrong] } }));

  it('that leaves the sequence odd, or the pages of a half-made child, is a breach, too', () => {
    const odd = step('end-write-protect-seq-failing', [next], () => next, { ends: ['odd-sequence'] });
    const early = scenario('fork-without-memory-for-an-early-copy');
    expect(checkProgram(early, instead('copy-page-range', odd)).breaches).toContainEqual(
      expect.objectContaining({ kind: 'invariant', what: 'sequence-odd' }),
    );
    const kept = step('zap-half-made-child', [next], () => next);
    expect(checkProgram(early, instead('fork', kept)).breaches).toContainEqual(
      expect.objectContaining({ kind: 'invariant', what: 'mapcount-not-found' }),
    );
  });
});
