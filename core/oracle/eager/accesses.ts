/** Loads and stores by a process, and read(2) and write(2) of a file. */

import type { Action } from '../../program/program.js';
import { codes } from '../../program/values.js';
import { store } from './contents.js';
import { sharedContent } from './shown.js';
import type { Eager } from './eager.js';
import { seenBy } from './leaving.js';
import { load } from './look.js';
import { fileSlot } from './state.js';

/** The value, or `segv`. `column` is where it will be observed; undefined: nowhere. */
export function readPage(
  eager: Eager, actor: number, action: Extract<Action, { op: 'read' }>, page: number, column: number | undefined,
): number {
  const mapping = seenBy(eager, actor, action.place.process, page, 'load');
  if (mapping === undefined || mapping.prot === 'none') return codes.segv;
  if (column !== undefined) eager.sightings.memoryColumn(eager.state, column, mapping.slot);
  return load(eager, mapping.slot, action.place.half, column);
}

/** `ok` or `segv`. */
export function writePage(eager: Eager, actor: number, action: Extract<Action, { op: 'write' }>, page: number): number {
  const mapping = seenBy(eager, actor, action.place.process, page, 'store');
  if (mapping === undefined || mapping.prot !== 'rw') return codes.segv;
  store(eager, mapping.slot, action.place.half, action.value);
  return codes.ok;
}

/** read(2) of a page of a file. @returns the value that is seen */
export function readFile(eager: Eager, action: Extract<Action, { op: 'file-read' }>): number {
  return sharedContent(eager.state, fileSlot(eager.program, action.file, action.page)).lo;
}

/** Every page that follows the file shows the change. */
export function writeFile(eager: Eager, action: Extract<Action, { op: 'file-write' }>): number {
  store(eager, fileSlot(eager.program, action.file, action.page), 'both', action.value);
  return codes.ok;
}
