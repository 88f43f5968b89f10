/** Loads: what may be seen of a page or through a reference, and what is known once it was seen. */

import type { Half } from '../../program/program.js';
import { contents, fileContent } from './shown.js';
import type { Eager } from './eager.js';
import { denotedSlots, setDenoted } from './denoted.js';
import { restrict } from './links.js';
import { nothing, setSlot, type Content, type SlotId } from './state.js';

/** A load without a half reads the low one. */
type Side = 'lo' | 'hi';

function sideOf(half: Half): Side {
  return half === 'hi' ? 'hi' : 'lo';
}

/** A load of a page. `column` is where its value stays to be seen; undefined: it is forgotten. */
export function load(eager: Eager, slot: SlotId, half: Half, column: number | undefined): number {
  const side = sideOf(half);
  const values = valuesOf(contents(eager, slot), side);
  const seen = decided(eager, column, values);
  if (seen !== undefined) remember(eager, slot, side, seen);
  return seen ?? values[0];
}

/** A load through reference `index`. */
export function loadThrough(eager: Eager, index: number, half: Half, column: number | undefined): number {
  const side = sideOf(half);
  const pages = denotedSlots(eager.state, index).map((slot) => ({ slot, values: valuesOf(contents(eager, slot), side) }));
  const values = [...new Set(pages.flatMap((page) => page.values))];
  const seen = decided(eager, column, values);
  if (seen === undefined) return values[0];
  const agreeing = pages.filter((page) => page.values.includes(seen));
  // Where the value says something about a page if the reference denotes it, both must be decided together.
  const isEntangled = agreeing.length > 1 && agreeing.some((page) => page.values.length > 1);
  const left = isEntangled ? [agreeing[eager.pick(agreeing.length)]] : agreeing;
  setDenoted(
    eager.state,
    index,
    left.map(({ slot }) => slot),
  );
  if (left.length === 1) remember(eager, left[0].slot, side, seen);
  return seen;
}

function decided(eager: Eager, column: number | undefined, values: readonly number[]): number | undefined {
  return column === undefined ? undefined : eager.look(column, values);
}

function valuesOf(shown: readonly Content[], side: Side): readonly number[] {
  return shown.length === 1 ? [shown[0][side]] : [...new Set(shown.map((content) => content[side]))];
}

/** The page has shown this. */
function remember(eager: Eager, slot: SlotId, side: Side, seen: number): void {
  const { state, isRacing } = eager;
  const shown = contents(eager, slot);
  if (shown.length === 1 || shown.every((content) => content[side] === seen)) return;
  const file = fileContent(state, slot);
  if (!isRacing || file === undefined) {
    restrict(state, slot, (content) => content[side] === seen);
    return;
  }
  // A racing copy may still bring back what the page has shown before; what the file no longer shows was copied.
  if (file[side] === seen) return;
  const versions = shown.filter((content) => content[side] === seen).map(({ lo, hi }) => ({ lo, hi, at: 0 }));
  setSlot(state, slot, { ...state.slots[slot], versions, follows: nothing });
}
