/** Operations that take references and pins, use them, and drop them. */

import { badHandle, notBuilt } from '../errors/errors.js';
import type { OperationData } from './schema-operations.js';
import { eachPage, type Built } from './action.js';
import type { Draft } from './unresolved.js';
import type { Scope } from './scope.js';

type Taking = Draft & { readonly op: 'get' | 'pin' | 'dio' };
type Dropping = Draft & { readonly op: 'put' | 'unpin' | 'dio-end' };

const dropping = { get: 'put', pin: 'unpin', dio: 'dio-end' } as const;

/** @param text the place */
export function takeHandle(
  scope: Scope, draft: Taking, text: string, options: Partial<OperationData<'pin'>> = {},
): Built {
  const { write = false, longterm = false, force = false, path = 'any' } = options;
  const place = scope.place(draft, draft.op, text, 'pages');
  const handle = scope.handleNumber(draft.data.as);
  return { action: { op: draft.op, place, handle, write: write || draft.op === 'dio', longterm, force, path } };
}

/** @throws {CowlabError} COW008 for a handle of another kind, COW011 for `dirty`: nothing looks at dirty pages yet. */
export function dropHandle(scope: Scope, draft: Dropping, name: string): Built {
  if (draft.op !== 'dio-end' && draft.data.dirty === true) {
    throw notBuilt('`dirty: true`', scope.where(draft, 'dirty'), 'no `dirty`');
  }
  const handle = scope.handle(draft, draft.op, name);
  const { kind } = scope.handles[handle];
  const right = dropping[kind];
  if (right !== draft.op) {
    const found = `\`${name}\` is taken by \`${kind}\` and cannot be dropped by \`${draft.op}\``;
    throw badHandle(found, `\`${right}: ${name}\``, scope.where(draft, draft.op));
  }
  return { action: { op: draft.op, handle } };
}

/** `read-ref` and `dma-read`: one action for each page. */
export function readHandle(scope: Scope, draft: Draft, op: 'read-ref' | 'dma-read', text: string): Built[] {
  return eachPage(scope.handlePages(draft, op, text), (handle, page, half) => ({
    action: { op, handle, page, half }, values: 1, handle,
  }));
}

/** @throws {CowlabError} COW008 for a handle taken for reading. */
export function storeThroughHandle(scope: Scope, draft: Draft, text: string, value: number): Built[] {
  const pages = scope.handlePages(draft, 'dma-write', text);
  const { name, write } = scope.handles[pages.index];
  if (!write) {
    const found = `\`${name}\` is for reading, and a device cannot store through it`;
    throw badHandle(found, 'a handle taken with `write: true`', scope.where(draft, 'dma-write'));
  }
  return eachPage(pages, (handle, page, half) => ({ action: { op: 'dma-write', handle, page, half, value } }));
}
