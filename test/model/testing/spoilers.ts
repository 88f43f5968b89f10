/** Steps that do what none should, so that invariants have something to find. */

import { builtinPolicies } from '../../../policies/index.js';
import { Frame } from '../../../core/machine/bits.js';
import { nobody } from '../../../core/machine/hook.js';
import type { Machine } from '../../../core/machine/machine.js';
import { next } from '../../../core/engine/answers.js';
import type { Edit } from '../../../core/engine/edits.js';
import { step } from '../../../core/engine/step.js';
import { operations } from '../../../core/mm/operations.js';
import { compilePolicy, type CompiledPolicy } from '../../../core/policy/compile.js';
import { definePolicy } from '../../../core/policy/policy.js';
import { PolicyRegistry } from '../../../core/policy/registry.js';

/** Spoils the machine in one place; `pfn` is what its first PTE maps. */
export type Spoiler = (m: Machine, pfn: number) => void;

/** By what is wrong behind them: each breaks another invariant, or the same one by another field. */
export const spoilers: Readonly<Record<string, Spoiler>> = {
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

/** A policy as its parent, with a step more. @param where the edit that puts the step `spoil` into the list */
export function spoiling(spoil: Spoiler, parent: string, list: string, where: Edit): CompiledPolicy {
  const own = step('spoil', [next], (m) => {
    spoil(m, m.pte.entry.frameAt(0));
    return next;
  });
  const policy = definePolicy('spoiler', { title: '', extends: parent, steps: { [list]: [own] }, orders: { [list]: [where] } });
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, policy]), 'spoiler');
}
