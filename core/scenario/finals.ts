/** What is observed at the end. */

import { emptyFinal, halfInFinal, nameTaken, processInFinal, severalFinals } from '../errors/errors.js';
import { pagesOf, parsePlace } from './place.js';
import type { Area, Final, Handle, Process } from '../program/program.js';
import type { ScenarioData } from './schema.js';
import { onlyEntry, type OneEntry } from './read-operations.js';
import type { Scope } from './scope.js';

/**
 * The default: every page of every process, whether it lives or not, and every slot of every handle.
 * What is gone by then observes `none`.
 */
export function allFinals(scope: Scope): Final[] {
  const finals: Final[] = [];
  for (const [index, process] of scope.cast.processes.entries()) {
    for (const area of scope.memory.areas) finals.push(...pageFinals(process, index, area, 0, area.pages - 1));
  }
  for (const [index, handle] of scope.handles.entries()) finals.push(...handleFinals(handle, index, 0, handle.pages - 1));
  return finals;
}

const oneFinal: OneEntry = { none: emptyFinal, several: severalFinals };

/** What cannot be observed is among the mistakes of the source: COW004, COW005, COW007, COW107 to COW112. */
export function namedFinals(scope: Scope, entries: NonNullable<ScenarioData['final']>): Final[] {
  const { mistakes } = scope.source;
  const seen = new Set<string>();
  return entries.flatMap((entry, index) =>
    mistakes.isWrong(['final', index])
      ? []
      : (mistakes.collect(() => {
          const [actor, text] = onlyEntry(entry, ['final', index], oneFinal, scope.source);
          const where = scope.source.where(['final', index, actor]);
          const finals = namedFinal(scope, actor, text, scope.source.whereKey(['final', index, actor]), where);
          for (const { name } of finals) {
            if (seen.has(name)) throw nameTaken('final observation', name, where);
            seen.add(name);
          }
          return finals;
        }) ?? []),
  );
}

function namedFinal(scope: Scope, actor: string, text: string, actorWhere: string, where: string): Final[] {
  const number = scope.cast.find(actor, actorWhere);
  const place = parsePlace(text, where);
  if (place.half !== 'both') throw halfInFinal(where);
  if (place.process !== undefined) throw processInFinal(place.process, place.name, where);
  const handle = scope.handleNumber(place.name);
  const isArea = scope.memory.hasArea(place.name);
  if (!isArea && handle >= 0) {
    const taken = scope.handles[handle];
    const { first, last } = pagesOf(place, taken.pages, where);
    return handleFinals(taken, handle, first, last);
  }
  const area = scope.memory.area(place.name, where);
  const { first, last } = pagesOf(place, area.pages, where);
  const process = Math.max(0, scope.cast.actors[number]?.process ?? 0);
  return pageFinals(scope.cast.processes[process], process, area, first, last);
}

function pageFinals(process: Process, index: number, area: Area, first: number, last: number): Final[] {
  return range(first, last).map((page) => ({
    kind: 'page',
    name: `${process.name}.${indexed(area.name, page, area.pages)}`,
    process: index,
    page: area.firstPage + page,
  }));
}

function handleFinals(handle: Handle, index: number, first: number, last: number): Final[] {
  return range(first, last).map((page) => ({
    kind: 'handle',
    name: indexed(handle.name, page, handle.pages),
    handle: index,
    page,
  }));
}

function indexed(name: string, page: number, pages: number): string {
  return pages === 1 ? name : `${name}[${page}]`;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}
