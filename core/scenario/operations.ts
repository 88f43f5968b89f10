/** A draft with its names resolved: what each operation does. */

import { badOperation, badValue } from '../errors/errors.js';
import type { Operation } from '../program/program.js';
import { eachPage, type Built } from './action.js';
import { noMemory } from './actors.js';
import { mayPrecede, textOf, type Draft } from './unresolved.js';
import { dropHandle, readHandle, storeThroughHandle, takeHandle } from './on-handles.js';
import { advise, mapArea, movePages, readMemory } from './on-memory.js';
import type { Scope } from './scope.js';

/** Operations that a process does; devices and kernel threads have no memory of their own. */
const ofProcesses: ReadonlySet<Draft['op']> = new Set([
  'write', 'read', 'fork', 'exit', 'exec', 'mmap', 'munmap', 'mprotect', 'madvise', 'mremap', 'get', 'pin', 'dio',
]);

/** Why a second time would mean nothing. */
const once: Partial<Record<Draft['op'], string>> = {
  fork: 'each process is named by its own fork',
  exit: 'a process exits once',
  put: 'one put drops all that the handle holds',
  unpin: 'one unpin drops all that the handle holds',
  dio: 'each direct I/O has a handle of its own',
  'dio-end': 'each direct I/O ends once',
};

/** Builds operations in the order of the file; one builder per program, since values are written once. */
export class OperationBuilder {
  readonly #scope: Scope;
  /** Value → where it is written. */
  readonly #values = new Map<number, string>();
  /** Waits whose observations may come later in the file. */
  readonly #waits: { readonly draft: Draft & { readonly op: 'wait' }; readonly into: number[] }[] = [];

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** One operation; several, one per page, where an action names a single page of a handle or file. */
  build(draft: Draft): Operation[] {
    this.#refuse(draft);
    const scope = this.#scope;
    const built = this.#actionsOf(draft);
    const handle = built[0]?.handle ?? -1;
    const several = built.length > 1 ? built.length : built[0]?.values;
    const result = scope.observe(draft, draft.data.as, several, handle);
    return built.map(({ action }, index) => ({
      actor: scope.actor(draft), action, times: draft.data.times ?? 1, result: result + index,
      text: textOf(draft), where: scope.where(draft),
    }));
  }

  /** Resolves what the waits wait for; what they cannot wait for is among the mistakes: COW004, COW010. */
  finish(): void {
    const { mistakes } = this.#scope.source;
    for (const { draft, into } of this.#waits) {
      for (const [index, name] of draft.data.wait.entries()) {
        into.push(...mistakes.collect(() => this.#observed(draft, index, name)) ?? []);
      }
    }
  }

  #observed(draft: Draft, index: number, name: string): number[] {
    const where = this.#scope.source.where([...draft.path, 'wait', index]);
    const { draft: observed, first, count } = this.#scope.observed(name, where);
    if (!mayPrecede(observed, draft)) {
      const found = `\`wait\` waits for \`${name}\`, which only comes later`;
      throw badOperation(found, 'observations of other actors or of earlier operations', where);
    }
    return Array.from({ length: count }, (_, page) => first + page);
  }

  #refuse(draft: Draft): void {
    const kind = this.#scope.cast.actors[this.#scope.actor(draft)]?.kind;
    if (ofProcesses.has(draft.op) && (kind === 'device' || kind === 'kernel')) throw noMemory(draft);
    if ((draft.data.times ?? 1) === 1) return;
    const why = once[draft.op];
    const where = this.#scope.where(draft, 'times');
    if (why !== undefined) throw badOperation(`\`${draft.op}\` cannot be repeated`, 'no `times`', where, why);
    if (draft.phase === 'race' && (draft.op === 'get' || draft.op === 'pin')) {
      const found = `\`${draft.op}\` cannot be repeated in a race`;
      throw badOperation(found, 'no `times`, or the step before the race', where);
    }
  }

  #actionsOf(draft: Draft): readonly Built[] {
    const scope = this.#scope;
    switch (draft.op) {
      case 'write': {
        const place = scope.place(draft, 'write', draft.data.write, 'halves');
        return [{ action: { op: 'write', place, value: this.#value(draft, draft.data.value) } }];
      }
      case 'read': return [readMemory(scope, draft, draft.data)];
      case 'fork': return [{ action: { op: 'fork', child: scope.cast.processNumber(draft.data.fork) } }];
      case 'exit':
      case 'exec':
      case 'lru-drain': return [{ action: { op: draft.op } }];
      case 'mmap': return [mapArea(scope, draft, draft.data)];
      case 'munmap': {
        return [{ action: { op: 'munmap', place: scope.place(draft, 'munmap', draft.data.munmap, 'pages') } }];
      }
      case 'mprotect': {
        const place = scope.place(draft, 'mprotect', draft.data.mprotect, 'pages');
        return [{ action: { op: 'mprotect', place, prot: draft.data.prot } }];
      }
      case 'madvise': return [advise(scope, draft, draft.data)];
      case 'mremap': return [movePages(scope, draft, draft.data)];
      case 'get': return [takeHandle(scope, draft, draft.data.get, { write: draft.data.write })];
      case 'pin': return [takeHandle(scope, draft, draft.data.pin, draft.data)];
      case 'dio': return [takeHandle(scope, draft, draft.data.dio)];
      case 'put': return [dropHandle(scope, draft, draft.data.put)];
      case 'unpin': return [dropHandle(scope, draft, draft.data.unpin)];
      case 'dio-end': return [dropHandle(scope, draft, draft.data['dio-end'])];
      case 'read-ref': return readHandle(scope, draft, 'read-ref', draft.data['read-ref']);
      case 'dma-read': return readHandle(scope, draft, 'dma-read', draft.data['dma-read']);
      case 'dma-write': {
        return storeThroughHandle(scope, draft, draft.data['dma-write'], this.#value(draft, draft.data.value));
      }
      case 'file-read': {
        const pages = scope.filePages(draft, 'file-read', draft.data['file-read']);
        return eachPage(pages, (file, page) => ({ action: { op: 'file-read', file, page }, values: 1 }));
      }
      case 'file-write': {
        const pages = scope.filePages(draft, 'file-write', draft.data['file-write']);
        const value = this.#value(draft, draft.data.value);
        return eachPage(pages, (file, page) => ({ action: { op: 'file-write', file, page, value } }));
      }
      case 'wait': return [this.#wait(draft)];
    }
  }

  #wait(draft: Draft & { readonly op: 'wait' }): Built {
    if (draft.phase !== 'race') {
      const where = this.#scope.where(draft);
      throw badOperation('`wait` is used outside `race`', 'a race: elsewhere the order is total', where);
    }
    const observations: number[] = [];
    this.#waits.push({ draft, into: observations });
    return { action: { op: 'wait', observations } };
  }

  #value(draft: Draft, value: number): number {
    const where = this.#scope.where(draft, 'value');
    const first = this.#values.get(value);
    if (first !== undefined) {
      const found = `The value ${value} is written twice; the first is at ${first}`;
      const hint = 'every observation then names the store it saw';
      throw badValue(found, 'a value of its own for each store', where, hint);
    }
    this.#values.set(value, where);
    return value;
  }
}
