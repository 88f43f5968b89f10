/** What the loader must know of an operation: its schema, what it declares, and what it becomes. */

import type * as z from 'zod/mini';
import type { Once } from '../../errors/errors.js';
import type { Action, Half } from '../../program/program.js';
import type { PagesOf, Scope } from '../scope.js';
import type { Common, Draft, Taken } from '../unresolved.js';

/** An action, what it observes, and whether through a handle. */
export interface Built {
  readonly action: Action;
  /** Values it observes; undefined: ok or an error. */
  readonly values?: number;
  readonly handle?: number;
}

/** What operations are built with. */
export interface Building {
  readonly scope: Scope;
  /** The value of a store. @throws {CowlabError} COW106 for one that is stored twice. */
  readonly storedValue: (draft: Draft, value: number) => number;
  /** To be done when all operations of the file are built. */
  readonly later: (resolve: () => void) => void;
}

/** One operation of the format. */
export interface Written<Schema extends z.core.$ZodType = z.core.$ZodType> {
  readonly schema: Schema;
  /** Only a process does it: devices and kernel threads have no memory of their own. */
  readonly ofProcess?: true;
  /** Its name, where a second time would mean nothing. */
  readonly once?: Once;
  /** It accumulates, which in a race would be several operations. */
  readonly onceInRace?: true;
  /** The name of the process that it makes. */
  forks?(data: z.infer<Schema> & Common): string;
  /** The handle that it declares. */
  takes?(data: z.infer<Schema> & Common): Taken;
  /** One action; several, one per page, where an action names a single page of a handle or file. */
  build(draft: Draft<z.infer<Schema> & Common>, building: Building): readonly Built[];
}

/** An operation of the format, its data typed by its schema. */
export function writtenAs<Schema extends z.core.$ZodType>(written: Written<Schema>): Written<Schema> {
  return written;
}

/** One action per page of a handle or file, ascending. */
export function eachPage(pages: PagesOf, build: (index: number, page: number, half: Half) => Built): Built[] {
  return Array.from({ length: pages.last - pages.first + 1 }, (_, offset) =>
    build(pages.index, pages.first + offset, pages.half),
  );
}
