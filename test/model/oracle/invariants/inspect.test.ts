/** Following changes finds exactly what looking at everything finds, behind every step. */

import { nobody } from '../../../../core/machine/hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../../policies/index.js';
import { insert } from '../../../../core/engine/edits.js';
import { Driver } from '../../../../core/explore/driver.js';
import { createWorld } from '../../../../core/explore/world.js';
import {
  operations,
  compilePolicy,
  definePolicy,
  Frame,
  next,
  PolicyRegistry,
  step,
  type CompiledPolicy,
  type Machine,
  type Step,
} from '../../../../core/index.js';
import { loadProgram } from '../../../../core/scenario/load.js';
import { breachKey } from '../../../../core/program/breach.js';
import type { Program } from '../../../../core/program/program.js';
import { arbitraryScenario } from '../../../../core/scenario/testing/arbitrary-program.js';
import { policies, scenarios } from '../../testing/builtin.js';
import { invariantsOf } from '../../../../core/oracle/invariants.js';
import { inspectionOf } from '../../../../core/oracle/invariants/inspect.js';
import { testProgram } from '../../testing/programs.js';

/** The same machine, looked at as one whose states are restored. */
function unfollowed(m: Machine): Machine {
  return Object.create(m, { changes: { value: undefined }, places: { value: undefined } }) as Machine;
}

/** Runs a program, and compares behind every step. @returns breaches seen */
function compareAlong(program: Program, policy: CompiledPolicy): Set<string> {
  const m = createWorld(program, policy);
  const driver = new Driver(m, program);
  const byLooking = inspectionOf(unfollowed(m), invariantsOf(policy));
  const seen = new Set<string>();
  driver.runInOrder([...program.steps, ...program.after], ({ step: name }, breaches) => {
    const quiescent = m.actor.list.every((list) => list < 0);
    const looked = byLooking.broken(quiescent);
    // What the step itself broke comes first, and only the driver knows it.
    expect({ name, breaches: breaches.slice(breaches.length - looked.length) }).toEqual({ name, breaches: looked });
    for (const breach of looked) seen.add(breachKey(breach));
  });
  return seen;
}

const inOrder = scenarios.filter(({ race }) => race.length === 0);

describe.each(policies)('$id', (policy) => {
  it('is found to break the same by both', () => {
    for (const program of inOrder) compareAlong(program, policy);
    fc.assert(
      fc.property(arbitraryScenario(), (text) => void compareAlong(loadProgram(text, 'random'), policy)),
      { numRuns: 20 },
    );
  });
});

/** Steps that spoil the machine in one place, each in another way; `pfn` is the first page of the area. */
const spoilers: Readonly<Record<string, (m: Machine, pfn: number) => void>> = {
  'a reference too many': (m, pfn) => {
    m.frame.refs.set(pfn, m.frame.refs.at(pfn) + 1);
  },
  'a reference too few': (m, pfn) => {
    m.frame.refs.set(pfn, m.frame.refs.at(pfn) - 1);
  },
  'a mapcount too high': (m, pfn) => {
    m.frame.mapcount.set(pfn, m.frame.mapcount.at(pfn) + 1);
  },
  'a mapcount too low': (m, pfn) => {
    m.frame.mapcount.set(pfn, 0);
  },
  'a mapping nobody counts': (m, pfn) => {
    m.pte.entry.set(2, m.pte.entry.wordAt(2), pfn);
    m.pte.entry.set(2, 1, m.pte.entry.frameAt(2));
  },
  'a page that is not exclusive': (m, pfn) => {
    m.frame.flags.set(pfn, m.frame.flags.at(pfn) & ~Frame.exclusive);
  },
  'a page that is no longer anonymous': (m, pfn) => {
    m.frame.flags.set(pfn, m.frame.flags.at(pfn) & ~Frame.anon);
  },
  'a page off the LRU': (m, pfn) => {
    m.frame.flags.set(pfn, m.frame.flags.at(pfn) & ~Frame.lru);
  },
  'a page of another fork tree': (m, pfn) => {
    m.frame.rmapRoot.set(pfn, m.frame.rmapRoot.at(pfn) + 1);
  },
  'another index in the reverse map': (m, pfn) => {
    m.frame.rmapIndex.set(pfn, m.frame.rmapIndex.at(pfn) + 1);
  },
  'another fork tree': (m) => {
    m.mm.forkRoot.set(0, m.mm.forkRoot.at(0) + 1);
  },
  'an area elsewhere': (m) => {
    m.vma.offset.set(0, m.vma.offset.at(0) + 1);
  },
  'no areas': (m) => {
    m.vma.mm.fill(nobody, 0);
  },
  'no page tables': (m) => {
    for (let pmd = 0; pmd < m.pmd.entry.length; pmd++) m.pmd.entry.set(pmd, 0, 0);
    m.table.refs.fill(nobody, 0);
  },
  'a page too many in the counters': (m) => {
    m.mm.anonPages.set(0, m.mm.anonPages.at(0) + 1);
  },
  'pins that are not announced': (m) => {
    m.mm.hasPinned.fill(nobody, 0);
  },
  'a lock that is kept': (m) => {
    m.table.lockedBy.set(0, 1);
  },
  'a lock of a PMD entry that is kept': (m) => {
    m.pmd.lockedBy.set(0, 1);
  },
  'a page lock that is kept': (m, pfn) => {
    m.frame.lockedBy.set(pfn, 1);
  },
  'an mmap lock that is kept': (m) => {
    m.mm.mmapReaders.set(0, m.mm.mmapReaders.at(0) + 1);
  },
  'interrupts that stay off': (m) => {
    m.actor.irqsOff.set(0, 1);
  },
};

describe('what a wrong step breaks is found by both', () => {
  const program = testProgram('spoilt');

  it.each(Object.entries(spoilers))('%s', (_, spoil) => {
    const own: Step = step('spoil', [next], (m) => {
      spoil(m, m.pte.entry.frameAt(0));
      return next;
    });
    const policy = definePolicy('spoiler', {
      title: '',
      extends: 'anon-exclusive',
      steps: { 'lru-drain': [own] },
      orders: { 'lru-drain': [insert('spoil').before('drain-all')] },
    });
    const seen = compareAlong(program, compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, policy]), 'spoiler'));
    expect(seen.size).toBeGreaterThan(0);
  });
});
