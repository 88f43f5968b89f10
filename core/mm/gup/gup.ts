/** get_user_pages: the lockless walk first, then the slow path for what is left. All pages or none. */

import { Foll, HandleKind } from '../../machine/bits.js';
import { getFrame, putFrame } from '../../machine/frame.js';
import type { Machine } from '../../machine/machine.js';
import type { GupRequest } from '../../rules/rule.js';
import { askBreaksCow, countsZeroPage, referencesPerPin } from '../../machine/ask.js';
import { again } from '../failing.js';
import { op } from '../operation-registers.js';
import { registers } from '../../engine/registers.js';
import { anyError, call, done, fail, listNumber, next } from '../../engine/answers.js';
import { label, operation, step } from '../../engine/step.js';
import { releases } from '../../machine/footprints.js';
import { begin, type Range } from '../begin.js';

/** `taken` counts pages of this call. The next one to take is `op.page`, its handle slot `op.slot`. */
const gup = registers('gup', ['taken']);

const callFast = call('gup-fast');
const callSlow = call('gup-slow');
const EAGAIN = fail('EAGAIN');

/** What this call asks for, as rules see it. `vma` -1 in the lockless walk. */
export function requestOf(m: Machine, a: number, vma: number): GupRequest {
  m.shown.foll = m.get(a, op.flags);
  m.shown.lockless = vma < 0;
  m.shown.actor = a;
  m.shown.vma = vma;
  return m.gupRequest;
}

/** Must the page be writable for this call? Also when a read is treated as a write. */
export function wantsWrite(m: Machine, a: number, vma: number): boolean {
  return (m.get(a, op.flags) & Foll.write) !== 0 || askBreaksCow(m, requestOf(m, a, vma));
}

/** FOLL_PIN, and not FOLL_GET? */
export function isPin(m: Machine, a: number): boolean {
  return (m.get(a, op.flags) & Foll.pin) !== 0;
}

/** References that one FOLL_GET or FOLL_PIN of this frame takes. */
export function referencesFor(m: Machine, pin: boolean, pfn: number): number {
  if (!pin) return 1;
  return pfn === 0 && !countsZeroPage(m) ? 0 : referencesPerPin(m);
}

/** Notes the page in the caller's array: the reference is visible from here on. */
export function recordPage(m: Machine, a: number, pfn: number): void {
  const slot = m.get(a, op.slot);
  if (m.handle.count.load(a, slot) !== 0 && m.handle.frame.load(a, slot) !== pfn + 1) {
    throw new Error('a handle cannot hold references to two frames of one page: take them under two names');
  }
  m.handle.frame.store(a, slot, pfn + 1);
  m.handle.count.add(a, slot, 1);
  m.handle.kind.store(a, slot, isPin(m, a) ? HandleKind.pin : HandleKind.get);
  m.handle.process.store(a, slot, m.get(a, op.mm));
  m.set(a, op.page, m.get(a, op.page) + 1);
  m.set(a, op.slot, slot + 1);
  m.set(a, gup.taken, m.get(a, gup.taken) + 1);
}

/** Gives back the last `taken` pages of this call. */
export function releaseTaken(m: Machine, a: number): void {
  for (let left = m.get(a, gup.taken); left > 0; left--) {
    const slot = m.get(a, op.slot) - 1;
    const pfn = m.handle.frame.load(a, slot) - 1;
    const count = referencesFor(m, m.handle.kind.load(a, slot) === HandleKind.pin, pfn);
    m.handle.count.add(a, slot, -1);
    if (m.handle.count.load(a, slot) === 0) clearSlot(m, a, slot);
    m.set(a, op.slot, slot);
    m.set(a, op.page, m.get(a, op.page) - 1);
    if (count > 0) putFrame(m, a, pfn, count);
  }
  m.set(a, gup.taken, 0);
}

/** Forgets what a handle slot holds; references are the caller's. */
export function clearSlot(m: Machine, a: number, slot: number): void {
  m.handle.frame.store(a, slot, 0);
  m.handle.count.store(a, slot, 0);
  m.handle.kind.store(a, slot, HandleKind.none);
  m.handle.process.store(a, slot, 0);
}

/** Has the call every page that it was asked for? */
export function allTaken(m: Machine, a: number): boolean {
  return m.get(a, op.page) > m.get(a, op.last);
}

/** FOLL_PIN marks the mm before anything is looked at, so that fork cannot miss the pin (I15). Sticky. */
function setHasPinned(m: Machine, a: number) {
  if (isPin(m, a)) m.mm.hasPinned.store(a, m.get(a, op.mm), 1);
  return next;
}

function tryFast(m: Machine, a: number) {
  m.set(a, gup.taken, 0);
  return (m.get(a, op.flags) & Foll.slowOnly) !== 0 ? next : callFast;
}

function goSlow(m: Machine, a: number) {
  if (allTaken(m, a)) return next;
  return (m.get(a, op.flags) & Foll.fastOnly) !== 0 ? EAGAIN : callSlow;
}

function releaseAll(m: Machine, a: number) {
  releaseTaken(m, a);
  return again(m, a);
}

/** A get_user_pages call: the lockless walk, then the slow path for what is left, as its flags allow. */
export const gupList = operation('gup', 'internal_get_user_pages_fast', [
  step('set-has-pinned', [next], setHasPinned, { writes: ['mm.hasPinned'] }),
  step('try-fast', [next, callFast], tryFast),
  step('go-slow', [next, callSlow, EAGAIN], goSlow),
  step('got-all', [done], () => done, { optional: true }),
  label('back-off'),
  step('release-taken', [anyError], releaseAll, releases),
]);

/** Takes a reference of this call's kind under a lock that keeps the mapping. */
export function takeReference(m: Machine, a: number, pfn: number): void {
  const count = referencesFor(m, isPin(m, a), pfn);
  if (count > 0) getFrame(m, a, pfn, count);
}

const gupNumber = listNumber('gup');

/** What get_user_pages was asked for. */
export interface GupArguments {
  readonly pin: boolean;
  readonly write: boolean;
  readonly longterm: boolean;
  readonly force: boolean;
  readonly path: 'fast' | 'slow' | 'any';
  /** Handle slot of the first page. */
  readonly slot: number;
}

/** get_user_pages of a range. */
export function beginGup(m: Machine, a: number, range: Range, request: GupArguments): void {
  const path = request.path === 'fast' ? Foll.fastOnly : request.path === 'slow' ? Foll.slowOnly : 0;
  const flags =
    (request.pin ? Foll.pin : Foll.get) |
    (request.write ? Foll.write : 0) |
    (request.longterm ? Foll.longterm : 0) |
    (request.force ? Foll.force : 0) |
    path;
  m.set(a, op.flags, flags);
  m.set(a, op.slot, request.slot);
  begin(m, a, gupNumber, range);
}
