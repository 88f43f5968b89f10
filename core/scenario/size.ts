/** What is larger than the limits of a program is refused at once, whatever else is wrong with it. */

import { programLimits } from '../program/bounds.js';
import { programTooLarge } from '../errors/errors.js';
import { pageCount } from '../program/operations.js';
import { addressSpacePages } from '../program/address-space.js';
import type { Action } from '../program/program.js';
import type { ScenarioData } from './schema.js';
import type { Source } from './source.js';
import type { Path } from './path.js';
import type { Cast } from './actors.js';
import type { Memory } from './memory.js';
import type { BuiltDraft } from './unresolved.js';

/** @throws {CowlabError} COW012 for more steps than a file may list. A list that is none is among the mistakes already. */
export function refuseManySteps({ steps, race = {}, after }: ScenarioData, source: Source): void {
  let left: number = programLimits.steps;
  const count = (list: unknown, path: Path): void => {
    if (!Array.isArray(list)) return;
    if (list.length > left) throw programTooLarge('steps', programLimits.steps, source.where([...path, left]));
    left -= list.length;
  };
  count(steps, ['steps']);
  for (const [actor, list] of Object.entries(race)) count(list, ['race', actor]);
  count(after, ['after']);
}

/** @throws {CowlabError} COW012 for more pages in all address spaces together than there may be */
export function refuseManyPages(memory: Memory, cast: Cast, source: Source): void {
  const pages = addressSpacePages(memory);
  const where = (): string => source.whereKey(['memory']);
  if (pages * cast.processes.length > programLimits.pages) {
    throw programTooLarge('processPages', programLimits.pages, where());
  }
  if (pages * cast.actors.length > programLimits.actorPages) {
    throw programTooLarge('reachablePages', programLimits.actorPages, where());
  }
}

/** @throws {CowlabError} COW012 for steps that work on more pages than all steps together may, repetitions counted */
export function refuseManyAccesses(built: readonly BuiltDraft[], memory: Memory): void {
  const all = addressSpacePages(memory);
  let count = 0;
  for (const { operations } of built) {
    for (const { action, times, where } of operations) {
      count += times * pagesWorkedOn(action, all);
      if (count > programLimits.pageAccesses) {
        throw programTooLarge('accesses', programLimits.pageAccesses, where);
      }
    }
  }
}

/** @param all pages of one address space */
function pagesWorkedOn(action: Action, all: number): number {
  if ('place' in action) return pageCount(action.place);
  return action.op === 'fork' || action.op === 'exit' || action.op === 'exec' ? all : 1;
}
