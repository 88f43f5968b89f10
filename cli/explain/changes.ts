/** A line of the state that changed, as short as it can be said. */

import type { Change } from '../../core/explore/narrator.js';

/** Locks and translation caches: beside the point where nobody runs concurrently. */
export function isAboutLocks({ about }: Pick<Change, 'about'>): boolean {
  return about.startsWith('mmap lock') || about.startsWith('page lock') || about.startsWith('TLB of');
}

/** `frame 2: refs 1 → 2`, `P.buf: frame 2, writable → frame 2, read-only`, `C.r0 = 2`. */
export function showChange({ about, from, to }: Change): string {
  if (to === undefined && isAboutLocks({ about })) return `${about}: ${about.startsWith('TLB') ? 'flushed' : 'released'}`;
  if (to === undefined) return `${about}: gone (was ${from ?? 'nothing'})`;
  if (from === undefined) return `${about}: ${to}`;
  return about.startsWith('frame ') ? `${about}: ${changedParts(from, to)}` : `${about}: ${from} → ${to}`;
}

/** Of `holds 1, refs 1, mapcount 1, exclusive` only what differs. */
function changedParts(from: string, to: string): string {
  const [before, after] = [partsOf(from), partsOf(to)];
  const changed = [...after].flatMap(([name, value]) => {
    const old = before.get(name);
    if (old === value) return [];
    return [old === undefined ? now(name) : `${name} ${old} → ${value}`];
  });
  const gone = [...before.keys()].filter((name) => !after.has(name)).map(noLonger);
  return [...changed, ...gone].join(', ');
}

function now(flag: string): string {
  return flag.startsWith('not ') ? flag : `now ${flag}`;
}

function noLonger(flag: string): string {
  return flag.startsWith('not ') ? `now ${flag.slice('not '.length)}` : `no longer ${flag}`;
}

/** `refs 1` is a name and a value; `exclusive` and `not on the LRU` are names only. */
function partsOf(text: string): Map<string, string> {
  return new Map(text.split(', ').map((part): [string, string] => {
    const [name = '', ...value] = part.split(' ');
    return ['holds', 'refs', 'mapcount'].includes(name) ? [name, value.join(' ')] : [part, ''];
  }));
}

/** Do the sentences of breaches say that something has a value? `C.r0 = 2` in `C.r0 = 2, the eager machine allows {1}`. */
export function namedIn(details: readonly string[]): (name: string, value: string) => boolean {
  const said = new Set(details.flatMap((detail) => [...` ${detail} `.matchAll(/(?<= )\S+ = [^\s,:]+(?=[ ,:])/gu)].map(([words]) => words)));
  return (name, value) => said.has(`${name} = ${value}`);
}
