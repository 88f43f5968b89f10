/** What follows from a program and is asked again and again: the loader works it out once. */

import { operationsOf, pageCount } from './operations.js';
import type { Area, Facts, File, Handle, Operation, OperationOf, Phases, Process } from './program.js';

/** None of them. */
const none = -1;

interface Parts extends Phases {
  readonly areas: readonly Area[];
  readonly files: readonly File[];
  readonly handles: readonly Handle[];
  readonly processes: readonly Process[];
}

/** Shared anonymous memory: a file of tmpfs that nobody has named. */
export function isSharedAnon(area: Area): boolean {
  return area.shared && area.file < 0;
}

/** Works them out. */
export function factsOf(parts: Parts): Facts {
  const { areas, files, handles, processes } = parts;
  const operations = operationsOf(parts);
  let next = files.reduce((pages, file) => pages + file.pages, 0);
  const place = (pages: number): number => {
    next += pages;
    return next - pages;
  };
  const cacheOfAreas = areas.map((area) =>
    isSharedAnon(area) ? place(area.pages) : area.file < 0 ? none : files[area.file].firstPage,
  );
  const makers = operations.filter((o): o is OperationOf<'mmap'> => o.action.op === 'mmap' && isSharedAnon(areas[o.action.area]));
  const madeBy = new Map(makers.map(({ result, times, action }) => [result, place(times * pageCount(action.place))]));
  return {
    cachePages: next,
    cacheOfAreas,
    madeBy,
    takenBy: byIndex(handles.length, operations, ({ action }) =>
      'place' in action && 'handle' in action ? action.handle : none,
    ),
    bornOf: byIndex(processes.length, operations, ({ action }) => (action.op === 'fork' ? action.child : none)),
    values: [...new Set([0, ...[...areas, ...files].flatMap(({ initial }) => initial), ...operations.flatMap(storedBy)])],
  };
}

function storedBy({ action }: Operation): number[] {
  return 'value' in action ? [action.value] : [];
}

/** The observations of operations by the thing that each of them makes. */
function byIndex(length: number, operations: readonly Operation[], madeBy: (operation: Operation) => number): number[] {
  const results = Array.from({ length }, () => none);
  for (const operation of operations) {
    const made = madeBy(operation);
    if (made >= 0) results[made] = operation.result;
  }
  return results;
}
