/** `memory` and `files` of the scenario as areas and files. */

import { badOperation, nameTaken, notBuilt, unknownName } from '../errors.js';
import { textsWithin } from '../mistakes.js';
import type { Area, Backing, File } from '../program.js';
import type { ScenarioData } from '../schema.js';
import type { Source } from '../source.js';
import { firstInitialValue } from '../values.js';

type AreaData = ScenarioData['memory'][string];

/** Areas and files, with initial values that are all different. */
export class Memory {
  readonly areas: Area[] = [];
  readonly files: File[] = [];
  readonly #source: Source;
  #nextInitial = firstInitialValue;

  /** Areas and files that cannot be are among the mistakes of the source: COW004, COW005, COW010, COW011. */
  constructor(data: ScenarioData, source: Source) {
    this.#source = source;
    // Named files first, so that an area's own file cannot take the name of one.
    this.#declare('files', data.files ?? {}, (name, file) => {
      refuseUnbuiltFile(name, file, source);
      this.#addFile(name, file.pages);
    });
    this.#declare('memory', data.memory, (name, area) => {
      refuseUnbuiltArea(name, area, source);
      refuseContradiction(name, area, source);
      this.#addArea(name, area);
    });
  }

  #declare<Data>(key: 'files' | 'memory', entries: Readonly<Record<string, Data>>, declare: (name: string, data: Data) => void): void {
    const { mistakes } = this.#source;
    for (const [name, data] of Object.entries(entries)) {
      const isDeclared = !mistakes.isWrong([key, name]) && mistakes.collect(() => declare(name, data) ?? true) === true;
      if (!isDeclared) mistakes.doubt(name, ...textsWithin(data));
    }
  }

  /** The index of a file. @throws {CowlabError} COW004 when there is none of that name. */
  fileNumber(name: string, where: string): number {
    const number = this.files.findIndex((file) => file.name === name);
    if (number < 0) this.#source.mistakes.refuseFollowUp(name);
    if (number < 0)
      throw unknownName(
        'file',
        name,
        this.files.map((file) => file.name),
        where,
      );
    return number;
  }

  /** @throws {CowlabError} COW004 when there is no area of that name. */
  area(name: string, where: string): Area {
    const area = this.areas.find((candidate) => candidate.name === name);
    if (area === undefined) this.#source.mistakes.refuseFollowUp(name);
    if (area === undefined)
      throw unknownName(
        'area',
        name,
        this.areas.map((candidate) => candidate.name),
        where,
      );
    return area;
  }

  #addFile(name: string, pages: number): number {
    return this.files.push({ name, pages, initial: this.#initialValues(pages) }) - 1;
  }

  #addArea(name: string, data: AreaData): void {
    const before = this.areas.at(-1);
    const touched = data.touched ?? false;
    this.areas.push({
      name,
      firstPage: before === undefined ? 0 : before.firstPage + before.pages,
      pages: data.pages,
      backing: data.backing ?? 'anon',
      file: this.#fileOf(name, data),
      shared: data.shared ?? false,
      prot: data.prot ?? 'rw',
      touched,
      initial: touched ? this.#initialValues(data.pages) : Array.from({ length: data.pages }, () => 0),
    });
  }

  #fileOf(name: string, data: AreaData): number {
    if (!hasFile(data.backing)) return -1;
    const where = this.#source.where(['memory', name, 'file']);
    if (data.file === undefined) {
      if (this.files.some((file) => file.name === name)) {
        throw nameTaken('file', name, this.#source.whereKey(['memory', name]), this.#source.whereKey(['files', name]));
      }
      return this.#addFile(name, data.pages);
    }
    const number = this.fileNumber(data.file, where);
    const { pages } = this.files[number];
    if (pages < data.pages) {
      throw badOperation(
        `Area \`${name}\` has ${data.pages} pages but its file \`${data.file}\` has ${pages}`,
        'a file at least as long as the area',
        where,
      );
    }
    return number;
  }

  #initialValues(count: number): number[] {
    return Array.from({ length: count }, () => this.#nextInitial++);
  }
}

function hasFile(backing: Backing | undefined): boolean {
  return backing === 'file' || backing === 'shmem';
}

function refuseUnbuiltArea(name: string, area: AreaData, source: Source): void {
  const path = ['memory', name];
  if (area.huge !== undefined && area.huge !== 'none')
    throw notBuilt(`\`huge: ${area.huge}\``, source.where([...path, 'huge']));
  if (area.shared === true && hasFile(area.backing) && (area.prot ?? 'rw') === 'rw') {
    throw notBuilt(
      'A shared writable file mapping',
      source.where([...path, 'shared']),
      '`prot: r`, or a private mapping',
    );
  }
}

function refuseUnbuiltFile(name: string, file: NonNullable<ScenarioData['files']>[string], source: Source): void {
  const path = ['files', name];
  if (file['stable-writes'] === true) throw notBuilt('`stable-writes: true`', source.where([...path, 'stable-writes']));
  if (file['dirty-tracked'] !== undefined) {
    throw notBuilt('`dirty-tracked`', source.whereKey([...path, 'dirty-tracked']), 'no `dirty-tracked`');
  }
  const blocks = file['free-blocks'];
  if (blocks !== undefined && blocks !== 'unlimited') {
    throw notBuilt(`\`free-blocks: ${blocks}\``, source.where([...path, 'free-blocks']), '`unlimited`');
  }
}

function refuseContradiction(name: string, area: AreaData, source: Source): void {
  const refuse = (key: string, found: string, expected: string): never => {
    throw badOperation(`Area \`${name}\` ${found}`, expected, source.where(['memory', name, key]));
  };
  if (area.file !== undefined && !hasFile(area.backing)) {
    refuse('file', `has a file but its backing is ${area.backing ?? 'anon'}`, '`backing: file` or `backing: shmem`');
  }
  if (area.shared === true && hasFile(area.backing) && area.touched === true) {
    refuse(
      'touched',
      'is a read-only mapping of a file and cannot have been written',
      'a private mapping, or no `touched`',
    );
  }
  if (area.backing !== 'zero') return;
  if (area.touched === true) refuse('touched', 'maps the zero page and cannot have been written', 'no `touched`');
  if (area.shared === true) refuse('shared', 'is shared, and shared memory never maps the zero page', 'a private area');
  if (area.prot === 'none') refuse('prot', 'is to be read before the first step but cannot be', '`rw` or `r`');
}
