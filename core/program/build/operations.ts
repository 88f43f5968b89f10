/** A draft with its names resolved: what each operation does. */

import { isBuiltAdvice } from '../built.js';
import { badActor, badHandle, badOperation, badPlace, badValue, notBuilt } from '../errors.js';
import type { Action, Half, Operation, Place } from '../program.js';
import type { OperationData } from '../schema-operations.js';
import { textOf, type Draft } from './draft.js';
import type { PagesOf, Scope } from './scope.js';

/** An action, what it observes, and whether through a handle. */
interface Built {
  readonly action: Action;
  /** Values it observes; undefined: ok or an error. */
  readonly values?: number;
  readonly handle?: number;
}

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

  /** Resolves what the waits wait for. @throws {CowlabError} COW004, COW010. */
  finish(): void {
    for (const { draft, into } of this.#waits) {
      for (const [index, name] of draft.data.wait.entries()) {
        const where = this.#scope.source.where([...draft.path, 'wait', index]);
        const { draft: observed, first, count } = this.#scope.observed(name, where);
        const isLater = observed.phase === 'after' || (observed.actor === draft.actor && observed.phase === 'race' && observed.index >= draft.index);
        if (isLater) {
          throw badOperation(`\`wait\` waits for \`${name}\`, which only comes later`, 'observations of other actors or of earlier operations', where);
        }
        for (let page = 0; page < count; page++) into.push(first + page);
      }
    }
  }

  #refuse(draft: Draft): void {
    const kind = this.#scope.cast.actors[this.#scope.actor(draft)]?.kind;
    if (ofProcesses.has(draft.op) && (kind === 'device' || kind === 'kernel')) {
      throw badActor(`\`${draft.actor}\` has no memory of its own to \`${draft.op}\``, 'a process or a thread of one', draft.actorWhere);
    }
    if ((draft.data.times ?? 1) === 1) return;
    const why = once[draft.op];
    const where = this.#scope.where(draft, 'times');
    if (why !== undefined) throw badOperation(`\`${draft.op}\` cannot be repeated`, 'no `times`', where, why);
    if (draft.phase === 'race' && (draft.op === 'get' || draft.op === 'pin')) {
      throw badOperation(`\`${draft.op}\` cannot be repeated in a race`, 'no `times`, or the step before the race', where);
    }
  }

  #actionsOf(draft: Draft): readonly Built[] {
    const scope = this.#scope;
    const place = (key: string, text: string): Place => scope.place(draft, key, text, 'pages');
    switch (draft.op) {
      case 'write': return [this.#write(draft, draft.data)];
      case 'read': return [this.#read(draft, draft.data)];
      case 'fork': return [{ action: { op: 'fork', child: scope.cast.processNumber(draft.data.fork) } }];
      case 'exit':
      case 'exec':
      case 'lru-drain': return [{ action: { op: draft.op } }];
      case 'mmap': return [this.#mmap(draft, draft.data.mmap)];
      case 'munmap': return [{ action: { op: 'munmap', place: place('munmap', draft.data.munmap) } }];
      case 'mprotect': return [{ action: { op: 'mprotect', place: place('mprotect', draft.data.mprotect), prot: draft.data.prot } }];
      case 'madvise': return [this.#madvise(draft, draft.data)];
      case 'mremap': return [this.#mremap(draft, place('mremap', draft.data.mremap), place('to', draft.data.to))];
      case 'get': return [this.#take(draft, place('get', draft.data.get), draft.data.write ?? false)];
      case 'pin': return [this.#take(draft, place('pin', draft.data.pin), draft.data.write ?? false, draft.data)];
      case 'dio': return [this.#take(draft, place('dio', draft.data.dio), true)];
      case 'put': return [this.#drop(draft, draft.data.put, draft.data.dirty)];
      case 'unpin': return [this.#drop(draft, draft.data.unpin, draft.data.dirty)];
      case 'dio-end': return [this.#drop(draft, draft.data['dio-end'], false)];
      case 'read-ref': return this.#readHandle(draft, 'read-ref', draft.data['read-ref']);
      case 'dma-read': return this.#readHandle(draft, 'dma-read', draft.data['dma-read']);
      case 'dma-write': return this.#dmaWrite(draft, draft.data);
      case 'file-read': {
        return eachPage(scope.filePages(draft, 'file-read', draft.data['file-read']), (file, page) => ({
          action: { op: 'file-read', file, page }, values: 1,
        }));
      }
      case 'file-write': {
        const value = this.#value(draft, draft.data.value);
        return eachPage(scope.filePages(draft, 'file-write', draft.data['file-write']), (file, page) => ({
          action: { op: 'file-write', file, page, value },
        }));
      }
      case 'wait': return [this.#wait(draft)];
    }
  }

  #write(draft: Draft, data: OperationData<'write'>): Built {
    const place = this.#scope.place(draft, 'write', data.write, 'halves');
    return { action: { op: 'write', place, value: this.#value(draft, data.value) } };
  }

  #read(draft: Draft, data: OperationData<'read'>): Built {
    const place = this.#scope.place(draft, 'read', data.read, 'halves');
    if (data.as === undefined) return { action: { op: 'read', place, observed: false } };
    return { action: { op: 'read', place, observed: true }, values: place.last - place.first + 1 };
  }

  #mmap(draft: Draft, text: string): Built {
    const place = this.#scope.place(draft, 'mmap', text, 'pages');
    const { areas } = this.#scope.memory;
    const area = areas.findIndex(({ firstPage, pages }) => firstPage === place.first && firstPage + pages - 1 === place.last);
    if (area < 0) throw badPlace(`\`mmap\` maps a whole area, \`${text}\` is a part of one`, 'the name of an area', this.#scope.where(draft, 'mmap'));
    return { action: { op: 'mmap', area, place } };
  }

  #madvise(draft: Draft, data: OperationData<'madvise'>): Built {
    if (!isBuiltAdvice(data.advice)) throw notBuilt(`\`advice: ${data.advice}\``, this.#scope.where(draft, 'advice'));
    return { action: { op: 'madvise', place: this.#scope.place(draft, 'madvise', data.madvise, 'pages'), advice: data.advice } };
  }

  #mremap(draft: Draft, place: Place, to: Place): Built {
    const where = this.#scope.where(draft, 'to');
    if (place.last - place.first !== to.last - to.first) {
      throw badPlace('`mremap` moves between places of different size', 'as many pages as are moved', where);
    }
    if (place.first <= to.last && to.first <= place.last) {
      throw badPlace('`mremap` moves between places that overlap', 'a place apart from the first', where);
    }
    return { action: { op: 'mremap', place, to } };
  }

  #take(
    draft: Draft & { readonly op: 'get' | 'pin' | 'dio' }, place: Place, write: boolean,
    { longterm = false, force = false, path = 'any' }: Partial<OperationData<'pin'>> = {},
  ): Built {
    const handle = this.#scope.handles.findIndex(({ name }) => name === draft.data.as);
    return { action: { op: draft.op, place, handle, write, longterm, force, path } };
  }

  #drop(draft: Draft & { readonly op: 'put' | 'unpin' | 'dio-end' }, name: string, dirty = false): Built {
    const handle = this.#scope.handle(draft, draft.op, name);
    const kind = this.#scope.handles[handle]?.kind;
    const right = ({ get: 'put', pin: 'unpin', dio: 'dio-end' } as const)[kind ?? 'get'];
    if (right !== draft.op) {
      throw badHandle(`\`${name}\` is taken by \`${kind ?? ''}\` and cannot be dropped by \`${draft.op}\``, `\`${right}: ${name}\``, this.#scope.where(draft, draft.op));
    }
    return { action: { op: draft.op, handle, dirty } };
  }

  #readHandle(draft: Draft, op: 'read-ref' | 'dma-read', text: string): readonly Built[] {
    return eachPage(this.#scope.handlePages(draft, op, text), (handle, page, half) => ({
      action: { op, handle, page, half }, values: 1, handle,
    }));
  }

  #dmaWrite(draft: Draft, data: OperationData<'dma-write'>): readonly Built[] {
    const pages = this.#scope.handlePages(draft, 'dma-write', data['dma-write']);
    const taken = this.#scope.handles[pages.index];
    if (taken !== undefined && !taken.write) {
      throw badHandle(`\`${taken.name}\` is for reading, and a device cannot store through it`, 'a handle taken with `write: true`', this.#scope.where(draft, 'dma-write'));
    }
    const value = this.#value(draft, data.value);
    return eachPage(pages, (handle, page, half) => ({ action: { op: 'dma-write', handle, page, half, value } }));
  }

  #wait(draft: Draft & { readonly op: 'wait' }): Built {
    if (draft.phase !== 'race') {
      throw badOperation('`wait` is used outside `race`', 'a race: elsewhere the order is total', this.#scope.where(draft));
    }
    const observations: number[] = [];
    this.#waits.push({ draft, into: observations });
    return { action: { op: 'wait', observations } };
  }

  #value(draft: Draft, value: number): number {
    const where = this.#scope.where(draft, 'value');
    const first = this.#values.get(value);
    if (first !== undefined) {
      throw badValue(`The value ${value} is written twice; the first is at ${first}`, 'a value of its own for each store', where,
        'every observation then names the store it saw');
    }
    this.#values.set(value, where);
    return value;
  }
}

function eachPage(pages: PagesOf, build: (index: number, page: number, half: Half) => Built): Built[] {
  return Array.from({ length: pages.last - pages.first + 1 }, (_, offset) => build(pages.index, pages.first + offset, pages.half));
}
