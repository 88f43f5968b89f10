/**
 * The identity of a state: two states with the same key have the same future. Slots are named by the order in
 * which they are met, so that neither the history of a page nor pages nobody reaches any more tell states apart.
 * For machines that decide early: pages that are linked are not told apart from pages that are not.
 */

import type { EagerState, Mapping, SlotId } from './state.js';
import { nothing } from './state.js';

/** Equal states have equal keys, however their pages are numbered. */
export function stateKey(state: EagerState): string {
  const names = new Map<SlotId, number>();
  const met: SlotId[] = [];
  // Files first, under their own numbers: they are reached by name.
  for (let slot = 0; slot < state.files; slot++) {
    names.set(slot, slot);
    met.push(slot);
  }
  const name = (slot: SlotId): number => {
    if (slot === nothing) return nothing;
    const known = names.get(slot);
    if (known !== undefined) return known;
    names.set(slot, met.length);
    met.push(slot);
    return met.length - 1;
  };

  const words: (string | number)[] = [];
  for (const process of state.processes) {
    words.push(process.life);
    for (const mapping of process.pages) words.push(mapping === undefined ? '-' : mappingKey(mapping, name));
  }
  for (const denoted of state.references) {
    for (let page = denoted; page !== undefined; page = page.or) words.push(name(page.slot));
    words.push('/');
  }
  words.push('live', ...state.live.map(Number), 'saw', ...state.observed);
  for (const window of state.windows) {
    words.push('fork', window.parent, window.child, Number(window.isCopied));
    for (const store of window.stores) words.push(name(store.slot), store.half, store.value, store.before);
    for (const [original, copy] of window.copies) words.push(name(original), name(copy));
  }
  for (const { caller, process, were, seen, areasFirst } of state.calls) {
    words.push('leaving', caller, process, Number(areasFirst));
    for (const [page, mapping] of were) words.push(page, mapping === undefined ? '-' : mappingKey(mapping, name));
    words.push('gone', ...seen.map(({ actor, page, look }) => `${actor}@${page} ${look}`));
  }
  for (const [actor, areas] of state.moving.entries()) if (areas !== undefined) words.push('moving', actor, ...areas);
  for (const slot of met) {
    const page = state.slots[slot];
    words.push(name(page.follows), Number(page.untouched));
    words.push(...page.versions.map(({ lo, hi }) => `${lo},${hi}`).sort());
  }
  return words.join(' ');
}

function mappingKey(mapping: Mapping, name: (slot: SlotId) => number): string {
  const flags = `${mapping.dontfork ? 'd' : ''}${mapping.wipeonfork ? 'w' : ''}`;
  return `${name(mapping.slot)}/${name(mapping.file)}/${mapping.shared ? 's' : 'p'}/${mapping.prot}${flags}`;
}
