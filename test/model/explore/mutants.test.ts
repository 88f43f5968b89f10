/**
 * Wrong steps, each caught by the invariant that is made for it. With those of the mutation gate, which built-in scenarios
 * catch, they are m1 to m20 of the usual suspects as far as they can be said here. Not yet: those of swap (m2, m3, m18),
 * migration (m4, m15), device-exclusive entries (m19) and memory policies (m20).
 */

import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { insert, replace, without } from '../../../core/engine/edits.js';
import {
  operations,
  compilePolicy,
  definePolicy,
  Frame,
  PolicyRegistry,
  Pte,
  putFrame,
  register,
  type CowlabError,
  type Machine,
  type PolicyDefinition,
} from '../../../core/index.js';
import { loadProgram } from '../../../core/scenario/load.js';
import type { Flaw } from '../../../core/program/breach.js';
import type { Program } from '../../../core/program/program.js';
import { next } from '../../../core/engine/answers.js';
import { step, type Step } from '../../../core/engine/step.js';
import { scenario } from '../testing/builtin.js';
import { orderOf } from '../testing/orders.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { testProgram } from '../testing/programs.js';

function check(program: Program, definition: PolicyDefinition): Checked {
  const registry = new PolicyRegistry(operations, [...builtinPolicies, definePolicy('mutant', definition)]);
  return checkProgram(program, compilePolicy(registry, 'mutant'));
}

function refusal(definition: PolicyDefinition): CowlabError {
  try {
    check(scenario('basic-cow'), definition);
  } catch (error) {
    return error as CowlabError;
  }
  throw new Error('the policy was not refused');
}

const fault = { access: register('handle-mm-fault', 'access'), frame: register('handle-mm-fault', 'frame') };
const foundPte = register('own-and-lock-table', 'pte');
const newInChild = register('fork-pte', 'new');
const childPte = register('copy-page-range', 'childPte');
const op = { mm: register('op', 'mm'), child: register('op', 'child'), slot: register('op', 'slot') };
const unshare = 2;

type Mutation = (m: Machine, a: number) => void;

/** A policy with one more step behind one of a list, which does what it should not. */
function withStep(
  parent: string,
  list: string,
  behind: string,
  mutation: Mutation,
  traits: Partial<Step> = {},
): PolicyDefinition {
  const wrong = step(
    'wrong',
    [next],
    (m, a) => {
      mutation(m, a);
      return next;
    },
    traits,
  );
  return { title: list, extends: parent, steps: { [list]: [wrong] }, orders: { [list]: [insert('wrong').after(behind)] } };
}

/** What a run breaks: the invariants, with what is wrong. */
const flawsOf = ({ breaches }: Checked): object[] => breaches.map(({ invariant, what, facts }) => ({ invariant, what, facts }));

/** A writable pin, then fork: the child gets its copy early. */
const earlyCopy = testProgram('early-copy');

/** C holds the page lock under a page-table lock of its own, so P sleeps; meanwhile the zero page comes in its place. */
const goneWhileItSlept = testProgram('gone-while-it-slept');

describe('a wrong step is caught', () => {
  it('when it makes an unshared copy writable (m10, I9)', () => {
    const wrong = withStep('anon-exclusive', 'copy-page', 'install-copy', (m, a) => {
      if ((m.get(a, fault.access) & unshare) !== 0) m.pte.entry.or(a, m.get(a, foundPte), Pte.write);
    });
    expect(flawsOf(check(scenario('ro-pin-shared-page'), wrong))).toContainEqual({
      invariant: 'I9',
      what: 'unshare-grants',
      facts: { page: 0, grant: 'writable' },
    });
  });

  it('when it makes an unshared copy dirty (m11, I9)', () => {
    const wrong = withStep('anon-exclusive', 'copy-page', 'install-copy', (m, a) => {
      if ((m.get(a, fault.access) & unshare) !== 0) m.pte.entry.or(a, m.get(a, foundPte), Pte.dirty);
    });
    expect(flawsOf(check(scenario('ro-pin-shared-page'), wrong))).toContainEqual({
      invariant: 'I9',
      what: 'unshare-grants',
      facts: { page: 0, grant: 'dirty' },
    });
  });

  it('when a fault unshares and writes at once (I9)', () => {
    const wrong = withStep('anon-exclusive', 'handle-mm-fault', 'find-vma', (m, a) => {
      m.set(a, fault.access, m.get(a, fault.access) | unshare);
    });
    expect(flawsOf(check(scenario('basic-cow'), wrong))).toContainEqual({
      invariant: 'I9',
      what: 'unshares-and-writes',
      facts: {},
    });
  });

  it('when a read fault makes its page writable (I13)', () => {
    const wrong = withStep('anon-exclusive', 'anonymous-fault', 'install-zero', (m, a) => {
      m.pte.entry.or(a, m.get(a, foundPte), Pte.write);
    });
    const program = loadProgram('name: read\nmemory: { a: { pages: 1 } }\nsteps: [ { P: { read: a, as: r } } ]\n', 'read');
    expect(flawsOf(check(program, wrong))).toContainEqual({ invariant: 'I13', what: 'zero-page-writable', facts: {} });
  });

  it('when fork tests for pins before its sequence is odd (I7)', () => {
    const late = {
      'copy-page-range': [without('begin-write-protect-seq'), insert('begin-write-protect-seq').before('finished:')],
    };
    expect(refusal({ title: 'I7', extends: 'early-cow-seqcount', orders: late }).message).toContain(
      '`end-write-protect-seq` outside of `odd-sequence`',
    );
    const twice = withStep('early-cow-seqcount', 'copy-page-range', 'begin-write-protect-seq', (m, a) => {
      m.mm.writeProtectSeq.add(a, m.get(a, op.mm), 1);
    });
    const found = flawsOf(check(scenario('basic-cow'), twice));
    expect(found).toContainEqual({ invariant: 'I7', what: 'tests-outside-sequence', facts: {} });
    expect(found).toContainEqual({ invariant: 'seqcount', what: 'sequence-odd', facts: { process: 0 } });
  });

  it('when the early copy forgets the LRU (m17, I10)', () => {
    expect(
      flawsOf(
        check(earlyCopy, { title: 'm17', extends: 'early-cow', orders: { 'fork-pte': [without('add-early-copy-to-lru')] } }),
      ),
    ).toContainEqual({ invariant: 'I10l', what: 'places-on-lru', facts: { frame: 2, places: 0 } });
  });

  it('when the early copy forgets the RSS counter (m17, I10)', () => {
    const wrong = withStep('early-cow', 'fork-pte', 'map-early-copy', (m, a) => m.mm.anonPages.add(a, m.get(a, op.child), -1));
    expect(flawsOf(check(earlyCopy, wrong))).toContainEqual({
      invariant: 'I10r',
      what: 'resident-pages',
      facts: { process: 1, countedAnon: 0, countedFile: 0, anon: 1, file: 0 },
    });
  });

  it('when an unpin gives back one reference instead of 1024 (m14, I4)', () => {
    const forgets = step('forgets', [next], (m, a) => {
      m.frame.refs.add(a, m.handle.frame.load(a, m.get(a, op.slot)) - 1, 1023);
      return next;
    });
    const orders = { put: [insert('forgets').before(orderOf('early-cow', 'put')[0])] };
    expect(
      flawsOf(check(scenario('unpin-races-fork'), { title: 'm14', extends: 'early-cow', steps: { put: [forgets] }, orders })),
    ).toContainEqual({ invariant: 'I10', what: 'references-unaccounted', facts: { frame: 1, references: 1024, accounted: 1 } });
  });

  it('when a page in use has fewer references than users (S5)', () => {
    const wrong = withStep('anon-exclusive', 'fork-pte', 'raise-child-mapcount', (m) =>
      m.frame.refs.set(1, m.frame.refs.at(1) - 1),
    );
    expect(flawsOf(check(scenario('basic-cow'), wrong))).toContainEqual({
      invariant: 'S5',
      what: 'references-too-few',
      facts: { frame: 1, references: 1, inUse: 2 },
    });
  });

  it('when KSM pages are called exclusive (m16, I5)', () => {
    const wrong = withStep('anon-exclusive', 'new-anon-rmap', 'mark-exclusive', (m) => {
      for (let pfn = 1; pfn < m.frame.flags.length; pfn++)
        if ((m.frame.flags.at(pfn) & Frame.exclusive) !== 0) m.frame.flags.set(pfn, m.frame.flags.at(pfn) | Frame.ksm);
    });
    expect(flawsOf(check(scenario('basic-cow'), wrong))).toContainEqual({
      invariant: 'I1',
      what: 'exclusive-ksm',
      facts: { frame: 1 },
    });
  });

  it('when it decides on a page after a sleep without looking at the PTE again (m8, R5)', () => {
    const wake = step(
      'wrong',
      [next],
      (m, a) => {
        putFrame(m, a, m.get(a, fault.frame));
        return next;
      },
      { needs: ['sleep-reference'], ends: ['sleep-reference'] },
    );
    const blind: PolicyDefinition = {
      title: 'm8',
      extends: 'mapcount',
      steps: { 'reuse-page': [wake] },
      orders: { 'reuse-page': [replace('recheck-after-sleep').by('wrong')] },
    };
    expect(flawsOf(check(goneWhileItSlept, blind))).toContainEqual({ invariant: 'I13', what: 'zero-page-writable', facts: {} });
  });

  it('and not when it does look (m8): half a million states', () => {
    const right: PolicyDefinition = { title: 'right', extends: 'mapcount' };
    expect(check(goneWhileItSlept, right).verdict).toBe('holds');
  });

  it.each<[string, Mutation, Flaw]>([
    ['a page-table lock', (m) => m.table.lockedBy.set(0, 1), { what: 'table-locked', facts: { table: 0 } }],
    ['the lock of a PMD entry', (m) => m.pmd.lockedBy.set(0, 1), { what: 'pmd-locked', facts: { process: 0 } }],
    ['a page lock', (m) => m.frame.lockedBy.set(1, 1), { what: 'page-locked', facts: { frame: 1 } }],
    [
      'the mmap lock',
      (m) => m.mm.mmapReaders.set(0, m.mm.mmapReaders.at(0) + 1),
      { what: 'mmap-locked', facts: { process: 0, forWhat: 'reading' } },
    ],
    [
      'the mmap lock for writing',
      (m) => m.mm.mmapWriter.set(0, 1),
      { what: 'mmap-locked', facts: { process: 0, forWhat: 'writing' } },
    ],
    ['the lock of an area', (m) => m.vma.lock.set(0, 1), { what: 'area-locked', facts: { process: 0, page: 0 } }],
    ['interrupts off', (m) => m.actor.irqsOff.set(0, 1), { what: 'interrupts-off', facts: { actor: 0 } }],
  ])('when it leaves %s behind', (_, mutation, flaw) => {
    expect(flawsOf(check(earlyCopy, withStep('early-cow', 'gup', 'go-slow', mutation)))).toContainEqual({
      invariant: 'locks',
      ...flaw,
    });
  });
});

describe('a harmless mutation', () => {
  it('of the early copy, neither writable nor exclusive, only costs a fault (m12)', () => {
    const right = check(earlyCopy, { title: 'right', extends: 'anon-exclusive' });
    const modest = check(
      earlyCopy,
      withStep('anon-exclusive', 'fork-pte', 'install-early-copy', (m, a) => {
        m.pte.entry.and(a, m.get(a, childPte), ~Pte.write);
        m.frame.flags.and(a, m.get(a, newInChild), ~Frame.exclusive);
      }),
    );
    expect([right.verdict, modest.verdict]).toEqual(['holds', 'holds']);
    expect(modest.events['write-faults']).toBe(right.events['write-faults'] + 1);
  });
});
