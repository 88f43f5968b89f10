/** Operations on the memory of a process that need more than their place. */

import { isBuiltAdvice } from './supported.js';
import { badPlace, notBuilt } from '../errors/errors.js';
import { parsePlace } from './place.js';
import type { OperationData } from './schema-operations.js';
import type { Built } from './action.js';
import type { Draft } from './unresolved.js';
import type { Scope } from './scope.js';

/** Without `as` nobody looks at the values: the read observes ok or its error. */
export function readMemory(scope: Scope, draft: Draft, data: OperationData<'read'>): Built {
  const place = scope.place(draft, 'read', data.read, 'halves');
  if (data.as === undefined) return { action: { op: 'read', place, observed: false } };
  return { action: { op: 'read', place, observed: true }, values: place.last - place.first + 1 };
}

/** `mmap`: a declared area as a whole. */
export function mapArea(scope: Scope, draft: Draft, data: OperationData<'mmap'>): Built {
  const place = scope.place(draft, 'mmap', data.mmap, 'pages');
  const where = scope.where(draft, 'mmap');
  const area = scope.memory.areaNumber(parsePlace(data.mmap, where).name, where);
  if (place.last - place.first + 1 !== scope.memory.areas[area].pages) {
    const found = `\`mmap\` maps a whole area, \`${data.mmap}\` is a part of one`;
    throw badPlace(found, 'the name of an area', where);
  }
  return { action: { op: 'mmap', area, place } };
}

/** `madvise`. */
export function advise(scope: Scope, draft: Draft, data: OperationData<'madvise'>): Built {
  const { advice } = data;
  if (!isBuiltAdvice(advice)) throw notBuilt(`\`advice: ${advice}\``, scope.where(draft, 'advice'));
  return { action: { op: 'madvise', place: scope.place(draft, 'madvise', data.madvise, 'pages'), advice } };
}

/** `mremap`: as many pages to as many, without overlap. */
export function movePages(scope: Scope, draft: Draft, data: OperationData<'mremap'>): Built {
  const place = scope.place(draft, 'mremap', data.mremap, 'pages');
  const to = scope.place(draft, 'to', data.to, 'pages');
  const where = scope.where(draft, 'to');
  if (place.last - place.first !== to.last - to.first) {
    throw badPlace('`mremap` moves between places of different size', 'as many pages as are moved', where);
  }
  if (place.first <= to.last && to.first <= place.last) {
    throw badPlace('`mremap` moves between places that overlap', 'a place apart from the first', where);
  }
  return { action: { op: 'mremap', place, to } };
}
