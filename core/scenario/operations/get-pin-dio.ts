/** Operations that take a reference or a pin: one call of get_user_pages, more or less of it said in the file. */

import * as z from 'zod/mini';
import type { GupPath, Handle } from '../../program/program.js';
import type { Draft } from '../unresolved.js';
import { operationSchema, taking } from '../operation-schema.js';
import { choice, flag, place } from '../schema-words.js';
import { writtenAs, type Building, type Built } from './written.js';

interface Options {
  readonly force?: boolean | undefined;
  readonly path?: GupPath | undefined;
}

function take(op: Handle['kind'], draft: Draft, { scope }: Building, { force = false, path = 'any' }: Options = {}): Built {
  const { takes } = draft;
  if (takes === undefined) throw new Error(`${op} without a handle`);
  const { name, place, write, longterm } = takes;
  return {
    action: { op, place: scope.place(draft, op, place, 'pages'), handle: scope.handleNumber(name), write, longterm, force, path },
  };
}

/** How `get` is written, what it declares, and the action that it becomes. */
export const get = writtenAs({
  schema: operationSchema(
    'FOLL_GET',
    'Take a reference, as vmsplice does',
    { get: place, write: flag('Writable, as direct I/O before 6.5') },
    taking,
  ),
  ofProcess: true,
  onceInRace: true,
  takes: ({ as: name, get, write = false }) => ({ name, kind: 'get', place: get, write, longterm: false }),
  build: (draft, building) => [take('get', draft, building)],
});

/** How `pin` is written, what it declares, and the action that it becomes. */
export const pin = writtenAs({
  schema: operationSchema(
    'FOLL_PIN',
    'Pin the pages',
    {
      pin: place,
      write: flag('FOLL_WRITE'),
      longterm: flag('FOLL_LONGTERM'),
      force: flag('FOLL_FORCE'),
      path: z.optional(choice(['fast', 'slow', 'any'], 'Lockless, with locks, or lockless and then with locks (default)')),
    },
    taking,
  ),
  ofProcess: true,
  onceInRace: true,
  takes: ({ as: name, pin, write = false, longterm = false }) => ({ name, kind: 'pin', place: pin, write, longterm }),
  build: (draft, building) => [take('pin', draft, building, draft.data)],
});

/** How `dio` is written, what it declares, and the action that it becomes. */
export const dio = writtenAs({
  schema: operationSchema(
    'Direct I/O begins',
    'A direct-I/O read into the place: pinned or referenced, writable',
    { dio: place },
    taking,
  ),
  ofProcess: true,
  once: 'dio',
  // The device stores to the pages, as read(2) has it do.
  takes: ({ as: name, dio }) => ({ name, kind: 'dio', place: dio, write: true, longterm: false }),
  build: (draft, building) => [take('dio', draft, building)],
});
