/**
 * The heart of do_wp_page for anonymous pages: reuse or copy. Which steps run and in which order is the policy's;
 * what each `look` answers is its write-fault rule's. Runs under the page-table lock.
 */

import { Frame } from '../../machine/bits.js';
import { getFrame, putFrame, tryLockFrame, unlockFrame } from '../../machine/frame.js';
import { drainCpu } from '../../machine/lru.js';
import type { Machine } from '../../machine/machine.js';
import { Reuse, Stage } from '../../rules/rule.js';
import { askMayReuse } from '../../machine/ask.js';
import { fault, isPteUnchanged, isUnshare } from './faulting.js';
import { registers } from '../../engine/registers.js';
import { blocked, done, goto, next } from '../../engine/answers.js';
import { operation, step } from '../../engine/step.js';
import { counts, drains, puts } from '../../machine/footprints.js';
import { callWalk, lockTableOf, unlockTable } from './own-and-lock-table.js';

/** What was decided: copy, make writable, or nothing because the PTE changed while sleeping. */
export const Decision = { copy: 0, reuse: 1, gone: 2 } as const;

/** Takes and gives `decision`: copy unless something here decides otherwise. */
export const reuse = registers('reuse-page', ['decision'], 'callers');

const toLocked = goto('look-under-lock');

function decide(m: Machine, a: number, decision: number) {
  m.set(a, reuse.decision, decision);
  return done;
}

function look(m: Machine, a: number, stage: Stage) {
  const answer = askMayReuse(m, a, m.get(a, fault.frame), stage, isUnshare(m, a));
  if (answer === Reuse.lookCloser) return next;
  return decide(m, a, answer === Reuse.now ? Decision.reuse : Decision.copy);
}

/** A rule may reuse at once for another reason than the mark; where no policy sets it, no page is known to be exclusive. */
function firstLook(m: Machine, a: number) {
  const answer = look(m, a, Stage.firstLook);
  const isReused = answer === done && m.get(a, reuse.decision) === Decision.reuse;
  if (isReused && (m.frame.flags.load(a, m.get(a, fault.frame)) & Frame.exclusive) !== 0) m.emit('exclusive-reuses');
  return answer;
}

function lookAgain(m: Machine, a: number) {
  return look(m, a, Stage.drained);
}

/** lru_add_drain() if the page is not on the LRU: this CPU's batch only (d4c470970d45). */
function drainLru(m: Machine, a: number) {
  if ((m.frame.flags.load(a, m.get(a, fault.frame)) & Frame.lru) === 0) {
    m.emit('lru-drains');
    drainCpu(m, a, m.actor.cpu.load(a, a));
  }
  return next;
}

/** trylock_page or copy: never sleeps (09854ba94c6a). */
function trylockOrCopy(m: Machine, a: number) {
  if (tryLockFrame(m, a, m.get(a, fault.frame))) return next;
  m.emit('page-trylock-failures');
  return decide(m, a, Decision.copy);
}

/** trylock_page; on failure the following steps sleep for it. */
function trylockOrSleep(m: Machine, a: number) {
  return tryLockFrame(m, a, m.get(a, fault.frame)) ? toLocked : next;
}

function referenceBeforeSleep(m: Machine, a: number) {
  getFrame(m, a, m.get(a, fault.frame));
  m.emit('page-lock-sleeps');
  return next;
}

function unlockTableToSleep(m: Machine, a: number) {
  unlockTable(m, a);
  return next;
}

function sleepOnPageLock(m: Machine, a: number) {
  return tryLockFrame(m, a, m.get(a, fault.frame)) ? next : blocked;
}

function relockTable(m: Machine, a: number) {
  return lockTableOf(m, a, m.get(a, fault.mm), m.get(a, fault.page));
}

function recheckAfterSleep(m: Machine, a: number) {
  const pfn = m.get(a, fault.frame);
  const same = isPteUnchanged(m, a);
  if (!same) unlockFrame(m, a, pfn);
  putFrame(m, a, pfn);
  return same ? next : decide(m, a, Decision.gone);
}

/** The page lock is held: the last word, `lookCloser` counts as copy. */
function lookUnderLock(m: Machine, a: number) {
  look(m, a, Stage.pageLocked);
  return next;
}

function unlockPage(m: Machine, a: number) {
  unlockFrame(m, a, m.get(a, fault.frame));
  return next;
}

/** page_move_anon_rmap: the page is this process's alone from now on, and known to be (6c287605fd56). */
function claimExclusive(m: Machine, a: number) {
  if (m.get(a, reuse.decision) !== Decision.reuse) return next;
  m.frame.flags.or(a, m.get(a, fault.frame), Frame.exclusive);
  if (isUnshare(m, a)) m.emit('unshares');
  return next;
}

const lock = ['frame.lockedBy'] as const;

const looks = { asks: ['write-fault'] } as const;

/** do_wp_page: the write-fault rule is asked, more closely each time, until it says reuse or copy. */
export const reusePage = operation(
  'reuse-page',
  'do_wp_page, the part for anonymous pages',
  [
    step('first-look', [next, done], firstLook, { ...looks, reads: ['frame.flags'], needs: ['pte-lock'], optional: true }),
    step('trylock-or-copy', [next, done], trylockOrCopy, {
      reads: lock,
      writes: lock,
      gives: ['page-lock'],
      needs: ['pte-lock'],
      optional: true,
    }),
    step('look-under-lock', [next, done], lookUnderLock, { ...looks, needs: ['page-lock', 'pte-lock'] }),
    step('unlock-page', [next], unlockPage, { writes: lock, needs: ['page-lock'], ends: ['page-lock'] }),
  ],
  [
    step('drain-lru', [next], drainLru, drains),
    step('look-again', [next, done], lookAgain, { ...looks, needs: ['pte-lock'] }),
    step('trylock-or-sleep', [next, toLocked], trylockOrSleep, {
      reads: lock,
      writes: lock,
      givesOnJump: ['page-lock'],
      needs: ['pte-lock'],
    }),
    step('reference-before-sleep', [next], referenceBeforeSleep, { ...counts, needs: ['pte-lock'], gives: ['sleep-reference'] }),
    step('unlock-table-to-sleep', [next], unlockTableToSleep, {
      writes: ['table.lockedBy'],
      needs: ['pte-lock', 'sleep-reference'],
      ends: ['pte-lock'],
    }),
    step('sleep-on-page-lock', [next, blocked], sleepOnPageLock, { reads: lock, writes: lock, gives: ['page-lock'] }),
    step('relock-table', [callWalk], relockTable, { gives: ['pte-lock'] }),
    step('recheck-after-sleep', [next, done], recheckAfterSleep, {
      reads: ['pte.entry', ...puts.reads],
      writes: [...lock, ...puts.writes],
      needs: ['pte-lock', 'page-lock', 'sleep-reference'],
      ends: ['sleep-reference'],
    }),
    step('claim-exclusive', [next], claimExclusive, { reads: ['frame.flags'], writes: ['frame.flags'], needs: ['page-lock'] }),
  ],
  ['pte-lock'],
);
