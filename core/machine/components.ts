/**
 * What a search keeps together of a state. Most steps change little beside what their actor remembers, so that each of these
 * components has few values, however many states there are.
 */

import type { Cells, Entity } from './fields.js';

/** Bytes of a word: components consist of words. */
const wordBytes = Int32Array.BYTES_PER_ELEMENT;

/** Parts of the state, in their order. Each context has one of its own; of what is alone, each word is a part itself. */
const Component = { alone: 0, context: 1, actors: 2, frames: 3, batches: 4, tables: 5, areas: 6, rest: 7 } as const;
type Component = (typeof Component)[keyof typeof Component];

const components: Readonly<Record<Entity, Component>> = {
  frame: Component.frames,
  folio: Component.frames,
  pte: Component.tables,
  table: Component.tables,
  pmd: Component.tables,
  mm: Component.rest,
  vma: Component.areas,
  cpu: Component.batches,
  batch: Component.batches,
  actor: Component.actors,
  stack: Component.context,
  register: Component.context,
  gather: Component.context,
  handle: Component.rest,
  observation: Component.rest,
  filePage: Component.batches,
  tlb: Component.tables,
  global: Component.rest,
};

/** Where actors are: all together differ in nearly every state. */
const alone: ReadonlySet<string> = new Set(['actor.list', 'actor.position']);

/** Of fewer words, the number of a value would save nothing. */
const fewestWords = 2;

/** Which component a field belongs to. */
export function componentOf(entity: Entity, name: string): Component {
  return alone.has(`${entity}.${name}`) ? Component.alone : components[entity];
}

/** Bytes, up to the end of a word. */
export function wholeWords(bytes: number): number {
  return Math.ceil(bytes / wordBytes) * wordBytes;
}

/** Cells of a context, at least so many as it needs: whatever they are wide, it shares no word with another one. */
export function cellsOfContext(needed: number): number {
  return wholeWords(needed);
}

/**
 * The words of each component of a machine whose state is in one buffer.
 * @param memory each field, `frame.refs`, with where it is
 * @param contexts sets of registers, stacks and gathers
 */
export function componentWords(memory: Iterable<readonly [string, Cells]>, contexts: number): Int32Array[] {
  const words = new Map<number, Set<number>>();
  for (const [field, { byteOffset, byteLength }] of memory) {
    const [entity, name] = field.split('.') as [Entity, string];
    const component = componentOf(entity, name);
    if (component === Component.alone) continue;
    const parts = component === Component.context ? contexts : 1;
    for (let part = 0; part < parts; part++) {
      const key = component * contexts + part;
      const first = byteOffset + (byteLength / parts) * part;
      const those = words.get(key) ?? new Set();
      const end = first + byteLength / parts;
      for (let word = Math.trunc(first / wordBytes); word * wordBytes < end; word++) those.add(word);
      words.set(key, those);
    }
  }
  return [...words.values()].filter(({ size }) => size >= fewestWords).map((those) => Int32Array.from(those));
}
