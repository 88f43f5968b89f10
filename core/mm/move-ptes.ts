/** move_ptes: page tables move, pages do not. Both tables of a stretch are locked; what was moved is flushed before they are not. */

import type { Machine } from '../machine/machine.js';
import { clearPte, setPte } from '../machine/pte.js';
import { isNone, isPresent } from '../machine/pte-kind.js';
import { tableOf } from '../machine/pmd.js';
import { tryFlush } from '../machine/tlb.js';
import { again } from './failing.js';
import { op } from './operation-registers.js';
import { registers } from '../engine/registers.js';
import { anyError, blocked, call, done, fail, goto, next } from '../engine/answers.js';
import { label, operation, step } from '../engine/step.js';
import { allocatesTable, flushes, setsPte, walks } from '../machine/footprints.js';
import { callWalk, lockTableOf, makeTable, nextMapped, nextToBring, walk } from './memory/own-and-lock-table.js';

/**
 * Takes `first`, `page` (the same at the beginning) and `end` of what moves, by `distance`. `from`: first page of the stretch at
 * hand; its tables, and the PTEs of its first page in them; `flush`: a present PTE was moved.
 */
const moving = registers('move-ptes', [
  'first',
  'page',
  'end',
  'distance',
  'from',
  'sourceTable',
  'sourcePte',
  'destinationTable',
  'destinationPte',
  'flush',
]);
/** On to a move: the answer of `movePtes`. */
export const callMove = call('move-ptes');
const callMoveBack = call('move-ptes-back');
const ENOMEM = fail('ENOMEM');
const to = { find: goto('find-ptes-to-move'), move: goto('move-pte') };

/** The answer with which a step has the page tables of pages first <= p < end moved. */
export function movePtes(m: Machine, a: number, first: number, end: number, distance: number) {
  setRange(m, a, first, end, distance);
  return callMove;
}

function setRange(m: Machine, a: number, first: number, end: number, distance: number): void {
  m.set(a, moving.first, first);
  m.set(a, moving.page, first);
  m.set(a, moving.end, end);
  m.set(a, moving.distance, distance);
}

/** A stretch begins at `page`. False: it is the end. */
function beginStretch(m: Machine, a: number, page: number): boolean {
  m.set(a, moving.page, page);
  m.set(a, moving.from, page);
  m.set(a, moving.flush, 0);
  return page < m.get(a, moving.end);
}

function lockSource(m: Machine, a: number) {
  return lockTableOf(m, a, m.get(a, op.mm), m.get(a, moving.page));
}

/** pte_alloc at the destination comes before any lock, and before the source's PTEs are looked at. */
function findPtesToMove(m: Machine, a: number) {
  const [mm, distance] = [m.get(a, op.mm), m.get(a, moving.distance)];
  const page = nextToBring(m, a, mm, m.get(a, moving.page), m.get(a, moving.end), mm, distance);
  if (!beginStretch(m, a, page)) return done;
  return makeTable(m, a, mm, page + distance, ENOMEM) ?? lockSource(m, a);
}

/** Back to where they came from: where a PTE was moved from, there is a table. */
function findPtesToMoveBack(m: Machine, a: number) {
  const page = nextMapped(m, a, m.get(a, op.mm), m.get(a, moving.page), m.get(a, moving.end));
  return beginStretch(m, a, page) ? lockSource(m, a) : done;
}

/** move_vma: what was moved goes back, "which will succeed since page tables still there". */
function turnBack(m: Machine, a: number) {
  const distance = m.get(a, moving.distance);
  setRange(m, a, m.get(a, moving.first) + distance, m.get(a, moving.page) + distance, -distance);
  return callMoveBack;
}

/** pte_offset_map_nolock and spin_lock_nested: no second lock where both are in one table. */
function lockDestination(m: Machine, a: number) {
  const mm = m.get(a, op.mm);
  const page = m.get(a, moving.page) + m.get(a, moving.distance);
  m.set(a, moving.sourceTable, m.get(a, walk.table));
  m.set(a, moving.sourcePte, m.get(a, walk.pte));
  if (tableOf(m, a, mm, page) !== m.get(a, walk.table)) return lockTableOf(m, a, mm, page);
  m.set(a, moving.destinationTable, m.get(a, walk.table));
  m.set(a, moving.destinationPte, m.get(a, walk.pte) + m.get(a, moving.distance));
  return to.move;
}

function rememberDestination(m: Machine, a: number) {
  m.set(a, moving.destinationTable, m.get(a, walk.table));
  m.set(a, moving.destinationPte, m.get(a, walk.pte));
  return next;
}

/** End of the pages from `page` on that lie in one table. */
function endOfTable(m: Machine, page: number): number {
  return (Math.trunc(page / m.tableSize) + 1) * m.tableSize;
}

/** ptep_get_and_clear and set_pte_at: one PTE, at once; nothing where there is none. Then on to the next one in the same two tables. */
function movePte(m: Machine, a: number) {
  const [from, page, distance] = [m.get(a, moving.from), m.get(a, moving.page), m.get(a, moving.distance)];
  const source = m.get(a, moving.sourcePte) - from;
  if (!isNone(m.pte.entry.word(a, source + page))) moveOne(m, a, page, source + page);
  const end = Math.min(m.get(a, moving.end), endOfTable(m, from), endOfTable(m, from + distance) - distance);
  let p = page + 1;
  while (p < end && isNone(m.pte.entry.word(a, source + p))) p++;
  m.set(a, moving.page, p);
  return p < end ? to.move : next;
}

function moveOne(m: Machine, a: number, page: number, source: number): void {
  const [mm, distance] = [m.get(a, op.mm), m.get(a, moving.distance)];
  const destination = m.get(a, moving.destinationPte) + page - m.get(a, moving.from);
  const [word, pfn] = [m.pte.entry.word(a, source), m.pte.entry.frame(a, source)];
  clearPte(m, a, mm, page, source);
  setPte(m, a, mm, page + distance, destination, word, pfn);
  if (isPresent(word)) m.set(a, moving.flush, 1);
}

/** Before the locks are dropped: behind them a fault may map something else at the old address (eb66ae030829). */
function flushMoved(m: Machine, a: number) {
  if (m.get(a, moving.flush) === 0) return next;
  return tryFlush(m, a, m.get(a, op.mm), m.get(a, moving.from), m.get(a, moving.page)) ? next : blocked;
}

function unlockBoth(m: Machine, a: number) {
  m.table.lockedBy.store(a, m.get(a, moving.destinationTable), 0);
  m.table.lockedBy.store(a, m.get(a, moving.sourceTable), 0);
  return to.find;
}

const finds = { reads: [...walks, 'pte.entry'], needs: ['mmap-lock'], gives: ['pte-lock'] } as const;

/** One stretch, which was found and whose source is locked. */
const moves = [
  step('lock-destination', [to.move, callWalk], lockDestination, {
    reads: walks,
    needs: ['pte-lock'],
    gives: ['both-locks'],
    givesOnJump: ['both-locks'],
  }),
  step('remember-destination', [next], rememberDestination, { needs: ['both-locks'] }),
  step('move-pte', [next, to.move], movePte, { ...setsPte, needs: ['both-locks'] }),
  step('flush-moved', [next, blocked], flushMoved, { ...flushes, needs: ['both-locks'] }),
  step('unlock-both', [to.find], unlockBoth, {
    writes: ['table.lockedBy'],
    needs: ['both-locks'],
    ends: ['both-locks', 'pte-lock'],
  }),
];

/** The PTEs of a range go to another place of the same address space, table by table; all of them, or none. */
export const movePtesList = operation(
  'move-ptes',
  'move_page_tables, move_ptes',
  [
    step('find-ptes-to-move', [callWalk, done, blocked, ENOMEM], findPtesToMove, {
      ...finds,
      reads: [...finds.reads, ...allocatesTable.reads],
      writes: allocatesTable.writes,
    }),
    ...moves,
    label('back-off'),
    step('turn-back', [callMoveBack], turnBack),
    step('moved-back', [anyError], again),
  ],
  [],
  ['mmap-lock'],
);

/** As `move-ptes`, to where there are page tables: it does not fail. */
export const movePtesBack = operation(
  'move-ptes-back',
  'move_page_tables, move_ptes',
  [step('find-ptes-to-move', [callWalk, done], findPtesToMoveBack, finds), ...moves],
  [],
  ['mmap-lock'],
);
