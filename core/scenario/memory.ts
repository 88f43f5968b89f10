/** `memory` and `files` of the scenario as areas and files. */

import { programLimits } from '../program/bounds.js';
import {
  fileOfOtherBacking,
  fileTooShort,
  nameTaken,
  programTooLarge,
  settingNotBuilt,
  sharedMemoryOnDisk,
  sharedZeroPage,
  touchedZeroPage,
  unknownName,
  unreadableZeroPage,
} from '../errors/errors.js';
import { textsWithin } from './mistakes.js';
import type { Area, Backing, File } from '../program/program.js';
import type { ScenarioData } from './schema.js';
import type { Source } from './source.js';
import type { Path } from './path.js';
import { firstInitialValue } from '../program/values.js';
import { kindOf, mayBeShmem, onDisk, onTmpfs, refuseUnbuiltFile, type FileData, type FileKind } from './file-kind.js';

type AreaData = ScenarioData['memory'][string];

/** Areas and files, with initial values that are all different. */
export class Memory {
  readonly areas: Area[] = [];
  readonly files: File[] = [];
  private readonly areaNumbers = new Map<string, number>();
  private readonly fileNumbers = new Map<string, number>();
  /** By name, as the source has them. */
  private readonly declaredFiles: Readonly<Record<string, FileData>>;
  private readonly source: Source;
  private nextInitial = firstInitialValue;
  private areaPages = 0;
  private filePages = 0;

  /** Areas and files that cannot be are among the mistakes of the source: COW004, COW005, COW205 to COW211, COW213. */
  constructor(data: ScenarioData, source: Source) {
    this.source = source;
    this.declaredFiles = data.files ?? {};
    // Named files first, so that an area's own file cannot take the name of one.
    this.declare('files', this.declaredFiles, (name, file) => {
      refuseUnbuiltFile(name, file, source);
      this.addFile(name, file.pages, kindOf(name, file, source));
    });
    this.declare('memory', data.memory, (name, area) => {
      refuseUnbuiltArea(name, area, source);
      refuseContradiction(name, area, source);
      this.addArea(name, area);
    });
  }

  private declare<Data>(
    key: 'files' | 'memory',
    entries: Readonly<Record<string, Data>>,
    declare: (name: string, data: Data) => void,
  ): void {
    const { mistakes } = this.source;
    for (const [name, data] of Object.entries(entries)) {
      const isDeclared = !mistakes.isWrong([key, name]) && mistakes.collect(() => declare(name, data) ?? true) === true;
      if (!isDeclared) mistakes.doubt(name, ...textsWithin(data));
    }
  }

  /** The index of a file. @throws {CowlabError} COW004 when there is none of that name. */
  fileNumber(name: string, where: string): number {
    const number = this.fileNumbers.get(name);
    if (number === undefined) this.source.mistakes.refuseFollowUp(name);
    if (number === undefined) throw unknownName('file', name, this.fileNumbers.keys(), where);
    return number;
  }

  /** @throws {CowlabError} COW004 when there is no area of that name. */
  area(name: string, where: string): Area {
    return this.areas[this.areaNumber(name, where)];
  }

  /** Is there an area of that name? */
  hasArea(name: string): boolean {
    return this.areaNumbers.has(name);
  }

  /** The index of an area. @throws {CowlabError} COW004 when there is none of that name. */
  areaNumber(name: string, where: string): number {
    const number = this.areaNumbers.get(name);
    if (number === undefined) this.source.mistakes.refuseFollowUp(name);
    if (number === undefined) throw unknownName('area', name, this.areaNumbers.keys(), where);
    return number;
  }

  private addFile(name: string, pages: number, kind: FileKind): number {
    this.filePages = this.counted('filePages', this.filePages + pages, ['files', name]);
    this.fileNumbers.set(name, this.files.length);
    return this.files.push({ name, firstPage: this.filePages - pages, pages, ...kind, initial: this.initialValues(pages) }) - 1;
  }

  private addArea(name: string, data: AreaData): void {
    const before = this.areas.at(-1);
    this.areaPages = this.counted('areaPages', this.areaPages + data.pages, ['memory', name]);
    const touched = data.touched ?? false;
    const file = this.fileOf(name, data);
    this.areaNumbers.set(name, this.areas.length);
    this.areas.push({
      name,
      firstPage: before === undefined ? 0 : before.firstPage + before.pages,
      pages: data.pages,
      backing: data.backing ?? 'anon',
      file,
      shared: data.shared ?? false,
      prot: data.prot ?? 'rw',
      touched,
      initial: touched ? this.initialValues(data.pages) : Array.from({ length: data.pages }, () => 0),
    });
  }

  private fileOf(name: string, data: AreaData): number {
    if (!hasFile(data.backing)) return -1;
    const where = this.source.where(['memory', name, 'file']);
    if (data.file === undefined) {
      if (this.fileNumbers.has(name)) {
        throw nameTaken('file', name, this.source.whereKey(['memory', name]), this.source.whereKey(['files', name]));
      }
      return this.addFile(name, data.pages, data.backing === 'shmem' ? onTmpfs : onDisk);
    }
    const number = this.fileNumber(data.file, where);
    const { pages } = this.files[number];
    if (pages < data.pages) throw fileTooShort({ name, pages: data.pages }, { name: data.file, pages }, where);
    if (data.backing === 'shmem') this.onTmpfs(name, data.file, number);
    return number;
  }

  /** The file of an area that is shared memory. */
  private onTmpfs(area: string, file: string, number: number): void {
    if (!mayBeShmem(this.declaredFiles[file])) {
      throw sharedMemoryOnDisk(area, file, this.source.where(['memory', area, 'backing']));
    }
    this.files[number] = { ...this.files[number], ...onTmpfs };
  }

  /** The count, unless it is too large: nothing more of the file is read then. */
  private counted(pages: 'areaPages' | 'filePages', count: number, path: Path): number {
    if (count > programLimits.pages) throw programTooLarge(pages, programLimits.pages, this.source.whereKey(path));
    return count;
  }

  private initialValues(count: number): number[] {
    return Array.from({ length: count }, () => this.nextInitial++);
  }
}

function hasFile(backing: Backing | undefined): boolean {
  return backing === 'file' || backing === 'shmem';
}

function refuseUnbuiltArea(name: string, area: AreaData, source: Source): void {
  const path = ['memory', name];
  if (area.huge !== undefined && area.huge !== 'none')
    throw settingNotBuilt({ key: 'huge', value: area.huge }, ['none'], source.where([...path, 'huge']));
}

function refuseContradiction(name: string, area: AreaData, source: Source): void {
  const whereOf = (key: keyof AreaData): string => source.where(['memory', name, key]);
  if (area.file !== undefined && !hasFile(area.backing)) throw fileOfOtherBacking(name, area.backing ?? 'anon', whereOf('file'));
  if (area.backing !== 'zero') return;
  if (area.touched === true) throw touchedZeroPage(name, whereOf('touched'));
  if (area.shared === true) throw sharedZeroPage(name, whereOf('shared'));
  if (area.prot === 'none') throw unreadableZeroPage(name, whereOf('prot'));
}
