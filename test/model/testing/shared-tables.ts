/** On-demand fork in miniature: fork shares page tables by their PMD entries, and who changes a PTE makes the table his own. */

import { Frame, Pmd, Pte } from '../../../core/machine/bits.js';
import { allocatesTable, counts, setsPte, walks } from '../../../core/machine/footprints.js';
import type { Machine } from '../../../core/machine/machine.js';
import { lookupPte, newTable, pmdOf, putTable, tableOf } from '../../../core/machine/pmd.js';
import { mapsPage } from '../../../core/machine/pte-kind.js';
import { setPmd } from '../../../core/machine/pte.js';
import { insert } from '../../../core/engine/edits.js';
import { blocked, done, next } from '../../../core/engine/answers.js';
import { register } from '../../../core/engine/registers.js';
import { step } from '../../../core/engine/step.js';
import { definePolicy, type PolicyDefinition } from '../../../core/policy/policy.js';

const walk = {
  mm: register('own-and-lock-table', 'mm'),
  page: register('own-and-lock-table', 'page'),
  table: register('own-and-lock-table', 'table'),
  pte: register('own-and-lock-table', 'pte'),
};
const fork = { mm: register('op', 'mm'), child: register('op', 'child'), page: register('copy-page-range', 'page') };

function ptesOf(m: Machine, table: number): number[] {
  return Array.from({ length: m.tableSize }, (_, index) => table * m.tableSize + index);
}

/** Parent and child have the table below `page`, and neither may store through it. */
function shareTable(m: Machine, a: number, word: number) {
  const [parent, child, page] = [fork.mm, fork.child, fork.page].map((at) => m.get(a, at));
  const table = tableOf(m, a, parent, page);
  if (table < 0 || tableOf(m, a, child, page) === table) return done;
  for (const mm of [parent, child]) setPmd(m, a, mm, page, word, table);
  m.table.refs.add(a, table, 1);
  const anon = ptesOf(m, table).filter((pte) => mapsPage(m.pte.entry.word(a, pte)));
  m.mm.anonPages.add(a, child, anon.length);
  return done;
}

/** copy_present_pte for all of a table, which nobody may store through. */
function copyTable(m: Machine, a: number, from: number): number {
  const copy = newTable(m, a);
  for (const [index, pte] of ptesOf(m, from).entries()) {
    m.pte.entry.and(a, pte, ~Pte.write);
    const [word, pfn] = [m.pte.entry.word(a, pte), m.pte.entry.frame(a, pte)];
    m.pte.entry.store(a, copy * m.tableSize + index, word, pfn);
    if (!mapsPage(word)) continue;
    m.frame.flags.and(a, pfn, ~Frame.exclusive);
    m.frame.mapcount.add(a, pfn, 1);
    m.frame.refs.add(a, pfn, 1);
  }
  return copy;
}

/** The last one to have it takes it as it is. */
function ownTable(m: Machine, a: number) {
  const [mm, page, table] = [walk.mm, walk.page, walk.table].map((at) => m.get(a, at));
  const pmd = pmdOf(m, mm, page);
  if ((m.pmd.entry.word(a, pmd) & Pmd.write) !== 0) return next;
  if (m.pmd.lockedBy.load(a, pmd) !== 0 || m.table.lockedBy.load(a, table) !== 0) return blocked;
  const own = m.table.refs.load(a, table) === 1 ? table : copyTable(m, a, table);
  setPmd(m, a, mm, page, Pmd.table | Pmd.write, own);
  if (own !== table) putTable(m, a, table);
  m.set(a, walk.table, own);
  m.set(a, walk.pte, lookupPte(m, a, mm, page));
  return next;
}

const shared = ['frame.flags', 'frame.mapcount'] as const;

/** @param word of the PMD entries behind fork @param owns does who changes a PTE make the table his own? */
function sharing(word: number, owns: boolean): PolicyDefinition {
  return {
    title: 'Shares page tables at fork',
    extends: 'anon-exclusive-6.15',
    steps: {
      'copy-page-range': [
        step('share-table', [next, done], (m, a) => shareTable(m, a, word), {
          reads: [...walks, ...setsPte.reads, 'table.refs', 'mm.anonPages'],
          writes: [...walks, 'tlb.translation', 'table.refs', 'mm.anonPages'],
        }),
      ],
      'own-and-lock-table': [
        step('own-table', [next, blocked], ownTable, {
          reads: [...allocatesTable.reads, ...setsPte.reads, ...counts.reads, ...shared, 'table.lockedBy'],
          writes: [...allocatesTable.writes, ...setsPte.writes, ...counts.writes, ...shared],
        }),
      ],
    },
    orders: {
      'copy-page-range': [insert('share-table').after('vma-needs-copy')],
      'own-and-lock-table': owns ? [insert('own-table').after('find-table')] : [],
    },
  };
}

/** As it is meant. */
export const sharesTables = definePolicy('shares-tables', sharing(Pmd.table, true));

/** Fork leaves the PMD entries as they were: nobody notices that the table has another owner. */
export const sharesWritable = definePolicy('shares-writable', sharing(Pmd.table | Pmd.write, true));

/** Nobody makes a table his own. */
export const neverOwns = definePolicy('never-owns', sharing(Pmd.table, false));
