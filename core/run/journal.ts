/**
 * The finished jobs of a run, kept in a file while it runs: after Ctrl-C or a crash the next run goes on from there.
 *
 * One line per record: the first names the command, each of the others holds what a job found, under a key that only
 * a job with the same result has. Every line begins with a checksum of the rest. The last line may be cut short, as a
 * crash leaves it, and is then not there.
 */

import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { damagedRecord, notARecord, recordOfOtherVersion } from '../errors/errors.js';
import { checksumOf } from './checksum.js';
import { inputKinds } from './input/limits.js';
import { isNotThere } from './input/open-input.js';
import { readText } from './input/read-input.js';
import type { JobResult } from './job.js';

const schema = 'cowlab/journal@2';
const schemaOfAnyVersion = /^cowlab\/journal@\d+$/u;

/** What a journal holds. */
export interface StoredJobs {
  /** The command of the run that began it, as typed. */
  readonly command: string;
  /** By the key of the job. */
  readonly results: ReadonlyMap<string, JobResult>;
  /** Bytes of whole lines. */
  readonly length: number;
}

interface Entry {
  readonly key: string;
  readonly result: JobResult;
}

const firstWords = '{"schema":"cowlab/journal@';

/** Has cowlab begun this file? It may be damaged, or of another version. Throws what the file system throws. */
export function isJournal(file: string): boolean {
  if (!lstatSync(file).isFile()) return false;
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(64);
    const length = readSync(descriptor, start);
    const [sum, rest] = [start.toString('latin1', 0, Math.min(length, 17)), start.toString('latin1', 17, length)];
    return length === 0 || (/^[0-9a-f]{16} $/u.test(sum) && (rest.startsWith(firstWords) || firstWords.startsWith(rest)));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Undefined when there is no journal, or none with a whole first line.
 * @throws {CowlabError} COW020 when it cannot be read, COW120 to COW122 when it is damaged or of a newer version
 */
export function readJournal(file: string): StoredJobs | undefined {
  const text = contentOf(file);
  const lines = text?.split('\n').slice(0, -1) ?? [];
  if (text === undefined || lines.length === 0) return undefined;
  const [header, ...entries] = lines.map((line, index) => parse(line, `${file}:${index + 1}`));
  checkSchema(header, file);
  return {
    command: (header as StoredJobs).command,
    results: new Map((entries as Entry[]).map(({ key, result }) => [key, result])),
    length: Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)),
  };
}

/**
 * Adds to a journal, or begins one with the first job: until then, what an earlier run has left stays. A file of its
 * own: a second run to the same place takes the name, and this one goes on unseen.
 */
export class JournalWriter {
  private descriptor: number | undefined;

  /** @param continued what is stored already and goes on to be */
  constructor(
    private readonly file: string,
    private readonly command: string,
    private readonly continued: StoredJobs | undefined,
  ) {}

  /** Throws what the file system throws. */
  add(key: string, result: JobResult): void {
    this.descriptor ??= this.continued === undefined ? this.begin() : this.goOn(this.continued);
    writeAll(this.descriptor, lineOf({ key, result } satisfies Entry));
  }

  /** Removes the journal: the run has ended. False, and it stays, when there is none, or another run has taken its place. */
  remove(): boolean {
    if (this.descriptor === undefined && this.continued === undefined) return false;
    const there = statSync(this.file, { throwIfNoEntry: false });
    if (this.descriptor !== undefined && fstatSync(this.descriptor).ino !== there?.ino) return false;
    rmSync(this.file, { force: true });
    return true;
  }

  private goOn({ length }: StoredJobs): number {
    const descriptor = openSync(this.file, constants.O_WRONLY | constants.O_APPEND);
    ftruncateSync(descriptor, length);
    return descriptor;
  }

  private begin(): number {
    rmSync(this.file, { force: true });
    mkdirSync(dirname(this.file), { recursive: true });
    const descriptor = openSync(this.file, 'ax');
    writeAll(descriptor, lineOf({ schema, command: this.command }));
    return descriptor;
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

function lineOf(value: unknown): string {
  const text = JSON.stringify(value);
  return `${checksumOf(text)} ${text}\n`;
}

function parse(line: string, where: string): unknown {
  const text = line.slice(17);
  if (line.charAt(16) === ' ' && checksumOf(text) === line.slice(0, 16)) return JSON.parse(text) as unknown;
  throw damagedRecord(where);
}

function checkSchema(header: unknown, file: string): void {
  const found = typeof header === 'object' && header !== null && 'schema' in header ? header.schema : undefined;
  if (found === schema) return;
  throw typeof found === 'string' && schemaOfAnyVersion.test(found)
    ? recordOfOtherVersion(found, schema, file)
    : notARecord(schema, file);
}

function contentOf(file: string): string | undefined {
  try {
    return readText(file, inputKinds.journal);
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}
