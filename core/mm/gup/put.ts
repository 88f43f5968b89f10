/** put_page and unpin_user_page for every page of a handle. */

import { HandleKind } from '../../machine/bits.js';
import { putFrame } from '../../machine/frame.js';
import type { Machine } from '../../machine/machine.js';
import { clearSlot, referencesFor } from './gup.js';
import { op } from '../operation-registers.js';
import { done, listNumber, next, restart } from '../../engine/answers.js';
import { operation, step } from '../../engine/step.js';
import { releases } from '../../machine/footprints.js';
import { beginNowhere } from '../begin.js';

/** I4: an unpin must find the references its pin took. That the page is still exclusive (I3) is an invariant. */
function dropHandlePage(m: Machine, a: number) {
  const slot = m.get(a, op.slot);
  const pfn = m.handle.frame.load(a, slot) - 1;
  if (pfn < 0) return next;
  const pin = m.handle.kind.load(a, slot) === HandleKind.pin;
  const count = m.handle.count.load(a, slot) * referencesFor(m, pin, pfn);
  if (pin && count > m.frame.refs.load(a, pfn))
    m.breach({ kind: 'invariant', invariant: 'I4', what: 'unpin-not-pinned', facts: { frame: pfn } });
  clearSlot(m, a, slot);
  if (count > 0) putFrame(m, a, pfn, count);
  return next;
}

function nextSlot(m: Machine, a: number) {
  const slot = m.get(a, op.slot);
  if (slot >= m.get(a, op.lastSlot)) return done;
  m.set(a, op.slot, slot + 1);
  return restart;
}

/** Gives back what a handle holds, slot by slot. */
export const put = operation('put', 'put_page, unpin_user_page', [
  step('drop-handle-page', [next], dropHandlePage, { ...releases, asks: ['pin-accounting'] }),
  step('next-slot', [done, restart], nextSlot, { optional: true }),
]);

const putNumber = listNumber('put');

/** Gives back all that slots slot..lastSlot hold. */
export function beginPut(m: Machine, a: number, slot: number, lastSlot: number): void {
  m.set(a, op.slot, slot);
  m.set(a, op.lastSlot, lastSlot);
  beginNowhere(m, a, putNumber);
}
