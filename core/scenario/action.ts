/** What one operation of the file becomes. */

import type { Action, Half } from '../program/program.js';
import type { PagesOf } from './scope.js';

/** An action, what it observes, and whether through a handle. */
export interface Built {
  readonly action: Action;
  /** Values it observes; undefined: ok or an error. */
  readonly values?: number;
  readonly handle?: number;
}

/** One action per page of a handle or file, ascending. */
export function eachPage(pages: PagesOf, build: (index: number, page: number, half: Half) => Built): Built[] {
  return Array.from({ length: pages.last - pages.first + 1 }, (_, offset) =>
    build(pages.index, pages.first + offset, pages.half),
  );
}
