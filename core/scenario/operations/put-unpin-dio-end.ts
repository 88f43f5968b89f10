/** Operations that drop what a handle holds, each for the handles of its own kind. */

import { droppedAsOther, settingNotBuilt } from '../../errors/errors.js';
import type { Draft } from '../unresolved.js';
import { operationSchema } from '../operation-schema.js';
import { flag, handle } from '../schema-words.js';
import { writtenAs, type Building, type Built } from './written.js';

const dropping = { get: 'put', pin: 'unpin', dio: 'dio-end' } as const;

type Dropping = (typeof dropping)[keyof typeof dropping];

/** @throws {CowlabError} COW116 for a handle of another kind, COW213 for `dirty`: nothing looks at dirty pages yet. */
function drop(op: Dropping, draft: Draft, { scope }: Building, name: string, dirty = false): Built {
  if (dirty) throw settingNotBuilt({ key: 'dirty', value: true }, [], scope.where(draft, 'dirty'));
  const number = scope.handle(draft, op, name);
  const { kind } = scope.handles[number];
  const right = dropping[kind];
  if (right !== op) throw droppedAsOther(name, kind, op, right, scope.where(draft, op));
  return { action: { op, handle: number } };
}

/** How `put` is written, what it declares, and the action that it becomes. */
export const put = writtenAs({
  schema: operationSchema('put_page', 'Drop a reference', { put: handle, dirty: flag('Mark the pages dirty first') }),
  once: 'put',
  build: (draft, building) => [drop('put', draft, building, draft.data.put, draft.data.dirty)],
});

/** How `unpin` is written, what it declares, and the action that it becomes. */
export const unpin = writtenAs({
  schema: operationSchema('unpin_user_page', 'Drop a pin', { unpin: handle, dirty: flag('Mark the pages dirty first') }),
  once: 'unpin',
  build: (draft, building) => [drop('unpin', draft, building, draft.data.unpin, draft.data.dirty)],
});

/** How `dio-end` is written, what it declares, and the action that it becomes. */
export const dioEnd = writtenAs({
  schema: operationSchema('Direct I/O ends', 'Finish the direct I/O', { 'dio-end': handle }),
  once: 'dio-end',
  build: (draft, building) => [drop('dio-end', draft, building, draft.data['dio-end'])],
});
