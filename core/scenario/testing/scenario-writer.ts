/** Writes a valid scenario from a stream of choices: what a choice cannot do now, it leaves out. */

/** One choice: small integers that are read modulo what there is to choose from, so that any numbers are valid. */
export interface Choice {
  readonly operation: number;
  readonly actor: number;
  readonly place: number;
  readonly extra: number;
}

/** What an area of a random program is. */
export type AreaKind = 'anon' | 'touched' | 'shared' | 'shared-touched' | 'file' | 'shmem' | 'zero';

const areaText: Readonly<Record<AreaKind, string>> = {
  anon: '',
  touched: ', touched: true',
  shared: ', shared: true',
  'shared-touched': ', shared: true, touched: true',
  file: ', backing: file',
  shmem: ', backing: shmem',
  zero: ', backing: zero',
};

/** An area of a random program. */
export interface AreaChoice {
  readonly kind: AreaKind;
  readonly pages: number;
}

interface LiveHandle {
  readonly name: string;
  readonly kind: 'get' | 'pin' | 'dio';
  readonly pages: number;
  readonly write: boolean;
}

/** Operations of a total order, as often as they are to come up. */
const inOrder = [
  'write',
  'write',
  'write',
  'read',
  'read',
  'fork',
  'fork',
  'get',
  'pin',
  'pin',
  'dio',
  'drop',
  'drop',
  'look',
  'look',
  'device-store',
  'device-store',
  'munmap',
  'mmap',
  'mprotect',
  'madvise',
  'mremap',
  'exec',
  'exit',
  'file',
  'lru-drain',
] as const;

/** Operations of a race. */
const inRace = [
  'write',
  'write',
  'read',
  'fork',
  'pin',
  'get',
  'drop',
  'look',
  'device-store',
  'munmap',
  'madvise',
  'write',
  'read',
  'fork',
  'mmap',
  'mprotect',
  'mremap',
  'exec',
  'exit',
  'file',
  'lru-drain',
] as const;

const halves = ['', '', '.lo', '.hi'] as const;

const advices = ['dontneed', 'dontfork', 'dofork', 'wipeonfork'] as const;

/** What a choice can stand for. */
export type Kind = (typeof inOrder)[number] | (typeof inRace)[number];

/** A scenario under construction. Values, handles and observations get fresh names. */
export class ScenarioWriter {
  private readonly areas: readonly { readonly name: string; readonly kind: AreaKind; readonly pages: number }[];
  /** Processes that have not exited, P first. */
  readonly living = ['P'];
  private readonly without: readonly Kind[];
  private handles: LiveHandle[] = [];
  private forks = 0;
  private names = 0;

  /** @param without kinds of operations that are left out wherever they come up */
  constructor(areas: readonly AreaChoice[], without: readonly Kind[] = []) {
    this.without = without;
    this.areas = areas.map(({ kind, pages }, index) => ({ name: `a${index}`, kind, pages }));
  }

  /** Lines of `memory`. */
  memory(): string[] {
    return this.areas.map(({ name, kind, pages }) => `  ${name}: { pages: ${pages}${areaText[kind]} }`);
  }

  /** List items of `steps` or `after`. */
  step(choice: Choice): string[] {
    const process = pick(this.living, choice.actor);
    const kind = pick(inOrder, choice.operation);
    const byThread = choice.actor % 7 === 3 && kind !== 'exit' && kind !== 'exec';
    const operation = this.operation(kind, process, choice);
    if (operation === undefined) return [];
    const byDevice = kind === 'device-store' || (kind === 'look' && choice.extra % 2 === 0);
    return [`  - ${byDevice ? 'dev' : byThread ? `${process}.t1` : process}: ${operation}`];
  }

  /** List items of one actor of `race`. */
  racing(actor: string, choice: Choice): string[] {
    const process = actor.split('.')[0] ?? actor;
    const kind = pick(inRace, choice.operation);
    // What a process that is gone has still to do observes nothing, which is a case of its own.
    const operation = kind === 'exit' && !this.without.includes(kind) ? '{ exit: true }' : this.operation(kind, process, choice);
    return operation === undefined ? [] : [`    - ${operation}`];
  }

  private operation(kind: Kind, process: string, choice: Choice): string | undefined {
    if (this.without.includes(kind)) return undefined;
    const place = this.place(choice.place);
    switch (kind) {
      case 'write':
        return `{ write: "${place}${pick(halves, choice.extra)}", value: ${this.fresh()} }`;
      case 'read':
        return `{ read: "${place}${pick(halves, choice.extra)}", as: r${this.fresh()} }`;
      case 'fork':
        return this.fork();
      case 'get':
        return this.take('get', place, choice.extra % 3 === 0, '');
      case 'pin':
        return this.pin(place, choice.extra);
      case 'dio':
        return this.take('dio', place, true, '');
      case 'drop':
        return this.drop(choice.extra);
      case 'look':
        return this.look(choice.extra);
      case 'device-store':
        return this.deviceStore(choice.extra);
      case 'munmap':
        return `{ munmap: "${place}" }`;
      case 'mmap':
        return `{ mmap: ${this.area(choice.place).name} }`;
      case 'mprotect':
        return `{ mprotect: "${place}", prot: ${pick(['r', 'rw', 'none'], choice.extra)} }`;
      case 'madvise':
        return `{ madvise: "${place}", advice: ${pick(advices, choice.extra)} }`;
      case 'mremap':
        return this.mremap(choice);
      case 'exec':
        return '{ exec: true }';
      case 'exit':
        return this.exit(process);
      case 'file':
        return this.file(choice);
      case 'lru-drain':
        return '{ lru-drain: true }';
    }
  }

  private area(choice: number): { readonly name: string; readonly kind: AreaKind; readonly pages: number } {
    return pick(this.areas, choice);
  }

  /** One page, or the whole area. */
  private place(choice: number): string {
    const { name, pages } = this.area(choice);
    const page = Math.floor(choice / this.areas.length) % (pages + 1);
    return page === pages ? name : `${name}[${page}]`;
  }

  private pagesOf(place: string): number {
    return place.includes('[') ? 1 : (this.areas.find(({ name }) => name === place)?.pages ?? 1);
  }

  private fresh(): number {
    return ++this.names;
  }

  private fork(): string | undefined {
    if (this.forks === 2) return undefined;
    const child = `C${++this.forks}`;
    this.living.push(child);
    return `{ fork: ${child} }`;
  }

  private exit(process: string): string | undefined {
    if (this.living.length === 1) return undefined;
    this.living.splice(this.living.indexOf(process), 1);
    return '{ exit: true }';
  }

  private pin(place: string, extra: number): string {
    const path = pick(['', '', ', path: fast', ', path: slow'], extra);
    const longterm = extra % 5 < 2 ? ', longterm: true' : '';
    const force = extra % 7 === 0 ? ', force: true' : '';
    return this.take('pin', place, extra % 2 === 0, `${longterm}${force}${path}`);
  }

  private take(kind: LiveHandle['kind'], place: string, write: boolean, options: string): string {
    const name = `h${this.fresh()}`;
    this.handles.push({ name, kind, pages: this.pagesOf(place), write });
    const writable = write && kind !== 'dio' ? ', write: true' : '';
    return `{ ${kind}: "${place}", as: ${name}${writable}${options} }`;
  }

  private drop(choice: number): string | undefined {
    const handle = this.handles[choice % Math.max(1, this.handles.length)];
    if (handle === undefined) return undefined;
    this.handles = this.handles.filter((other) => other !== handle);
    return `{ ${({ get: 'put', pin: 'unpin', dio: 'dio-end' } as const)[handle.kind]}: ${handle.name} }`;
  }

  private look(choice: number): string | undefined {
    const page = this.pageOfHandle(this.handles, choice);
    return page && `{ ${choice % 2 === 0 ? 'dma-read' : 'read-ref'}: "${page}", as: r${this.fresh()} }`;
  }

  private deviceStore(choice: number): string | undefined {
    const page = this.pageOfHandle(
      this.handles.filter(({ write }) => write),
      choice,
    );
    return page && `{ dma-write: "${page}${pick(halves, choice)}", value: ${this.fresh()} }`;
  }

  private pageOfHandle(handles: readonly LiveHandle[], choice: number): string | undefined {
    const handle = handles[choice % Math.max(1, handles.length)];
    return handle && `${handle.name}[${choice % handle.pages}]`;
  }

  private mremap({ place, extra }: Choice): string | undefined {
    const from = this.area(place);
    const to = this.area(extra);
    if (from === to) return undefined;
    return `{ mremap: "${from.name}[${place % from.pages}]", to: "${to.name}[${extra % to.pages}]" }`;
  }

  private file({ place, extra }: Choice): string | undefined {
    const { name, kind, pages } = this.area(place);
    if (kind !== 'file' && kind !== 'shmem') return undefined;
    const page = `${name}[${extra % pages}]`;
    const fresh = this.fresh();
    return extra % 2 === 0 ? `{ file-write: "${page}", value: ${fresh} }` : `{ file-read: "${page}", as: r${fresh} }`;
  }
}

function pick<Item>(from: readonly Item[], choice: number): Item {
  return from[choice % from.length];
}
