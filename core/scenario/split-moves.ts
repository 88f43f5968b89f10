/** mremap(2) over what may be several areas: kernels differ, and the machine does not merge areas as they do. */

import { moveOfSeveralNotBuilt } from '../errors/errors.js';
import type { Mistakes } from './mistakes.js';
import type { Action, Actor, Area } from '../program/program.js';
import { mayPrecede, type BuiltDraft, type Draft } from './unresolved.js';
import { Layout } from './layout.js';

/**
 * Adds to the mistakes an mremap of pages that were set apart and are alike again. A kernel merges areas that are alike,
 * if their anon_vmas let it; up to 6.16 it answers EFAULT if it could not (vma_to_resize), from 6.17 on it moves them
 * either way. Pages that differ, holes, and what no call has set apart are no question. In a race, and behind one, all
 * pages that may have been set apart are one. COW215.
 */
export function refuseSplitMoves(
  built: readonly BuiltDraft[],
  areas: readonly Area[],
  actors: readonly Actor[],
  mistakes: Mistakes,
): void {
  if (!built.some(({ operations }) => operations.some(({ action }) => action.op === 'mremap'))) return;
  const isRace = built.some(({ draft }) => draft.phase === 'race');
  const isInOrder = ({ draft }: BuiltDraft): boolean => draft.phase === 'steps' || !isRace;
  const layouts = [new Layout(areas, actors, false), new Layout(areas, actors, true)];
  for (const operation of built.filter(isInOrder).flatMap(({ operations }) => operations)) {
    const [apart] = layouts.map((layout) => layout.follow(operation)).filter((where) => where !== undefined);
    if (apart !== undefined) refuse(operation.where, apart, mistakes);
  }
  if (isRace)
    refuseBesideOthers(
      built.filter((each) => !isInOrder(each)),
      layouts,
      mistakes,
    );
}

function refuse(where: string, apart: string, mistakes: Mistakes): void {
  mistakes.add(moveOfSeveralNotBuilt(apart, where));
}

/** @param layouts as the race begins */
function refuseBesideOthers(built: readonly BuiltDraft[], layouts: readonly Layout[], mistakes: Mistakes): void {
  const cuts = new Cuts(built);
  const before = new Map(layouts.flatMap((layout) => [...layout.cuts()]));
  for (const {
    draft,
    operations: [{ action, where }],
  } of built) {
    if (action.op !== 'mremap') continue;
    const { first, last } = action.place;
    const known = pagesBehind(first, last)
      .map((page) => before.get(page))
      .find((apart) => apart !== undefined);
    const apart = known ?? cuts.firstWithin(first, last, draft)?.where;
    if (apart !== undefined) refuse(where, apart, mistakes);
  }
}

function pagesBehind(first: number, last: number): number[] {
  return Array.from({ length: last - first }, (_, index) => first + 1 + index);
}

/** A page that an operation sets apart from the one before it. */
interface Cut {
  /** Position among all operations of the file. */
  readonly position: number;
  readonly draft: Draft;
  readonly where: string;
}

class Cuts {
  /** By page, the first of each list of operations: whoever comes behind any of a list comes behind its first. */
  private readonly firsts = new Map<number, Cut[]>();

  constructor(built: readonly BuiltDraft[]) {
    for (const [position, { draft, operations }] of built.entries()) {
      for (const { action, where } of operations) {
        for (const page of cutsOf(action)) this.add(page, { position, draft, where });
      }
    }
  }

  private add(page: number, cut: Cut): void {
    const known = this.firsts.get(page) ?? [];
    // Of a third list nobody needs to know: of two there is always one that is not the asking one's own.
    if (known.length === 2 || known.some(({ draft }) => isSameList(draft, cut.draft))) return;
    this.firsts.set(page, [...known, cut]);
  }

  /** The first operation of the file that may have set pages first..last apart when the draft runs. */
  firstWithin(first: number, last: number, draft: Draft): Cut | undefined {
    let found: Cut | undefined;
    for (let page = first + 1; page <= last; page++) {
      for (const cut of this.firsts.get(page) ?? []) {
        if (mayPrecede(cut.draft, draft) && (found === undefined || cut.position < found.position)) found = cut;
      }
    }
    return found;
  }
}

function isSameList(a: Draft, b: Draft): boolean {
  return a.phase === b.phase && (a.phase !== 'race' || a.actor === b.actor);
}

/** First pages of what an operation may set apart from the pages before. */
function cutsOf(action: Action): readonly number[] {
  switch (action.op) {
    case 'mprotect':
      return [action.place.first, action.place.last + 1];
    case 'madvise':
      return action.advice === 'dontneed' ? [] : [action.place.first, action.place.last + 1];
    case 'mremap':
      return [action.to.first, action.to.last + 1];
    case 'write':
    case 'read':
    case 'fork':
    case 'exit':
    case 'exec':
    case 'mmap':
    case 'munmap':
    case 'get':
    case 'pin':
    case 'dio':
    case 'put':
    case 'unpin':
    case 'dio-end':
    case 'read-ref':
    case 'dma-read':
    case 'dma-write':
    case 'file-read':
    case 'file-write':
    case 'lru-drain':
    case 'wait':
      return [];
  }
}
