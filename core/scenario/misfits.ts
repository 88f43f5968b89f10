/** Checks data against a schema and turns what it finds into errors with their places. */

import * as z from 'zod/mini';
import { nearestNames } from '../errors/nearest.js';
import { forbiddenKey, missingKey, unknownKey, unknownName, wrongShape, wrongValue, type CowlabError } from '../errors/errors.js';
import type { Source } from './source.js';
import type { Path } from './path.js';

/** As a message shows what stands in the file. */
function describeFound(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  return typeof value === 'number' ? `the number ${value}` : `the word ${value === true}`;
}

/**
 * The data at `path`, typed by the schema.
 * @param owner what has the keys at `path`, as a message names it: `a scenario`, `` operation `pin` ``
 * @throws {CowlabError} COW002 to COW006, COW100, COW101, and what else is among the mistakes of the source
 */
export function checkShape<Schema extends z.core.$ZodType>(
  schema: Schema,
  data: unknown,
  path: Path,
  owner: string,
  source: Source,
): z.infer<Schema> {
  const checked = collectShape(schema, data, path, owner, source);
  source.mistakes.throwIfAny();
  if (checked === undefined) throw new Error('data without a shape and without a mistake');
  return checked;
}

/** As `checkShape`; undefined when something does not fit, which is then among the mistakes of the source. */
export function collectShape<Schema extends z.core.$ZodType>(
  schema: Schema,
  data: unknown,
  path: Path,
  owner: string,
  source: Source,
): z.infer<Schema> | undefined {
  // No generated code: the loader also runs in pages that forbid `eval`, and a file is read once.
  const result = z.safeParse(schema, data, { jitless: true, reportInput: true });
  if (result.success) return result.data;
  const mistyped = mistypedKeys(result.error.issues);
  for (const issue of result.error.issues) {
    const inner = issue.path.filter((step) => typeof step !== 'symbol');
    if (source.mistakes.isWithinWrong([...path, ...inner])) continue;
    // A mistyped key is also a missing one: the first is the better answer.
    const last = inner.at(-1);
    if (isMissing(issue) && nearestNames(String(last), mistyped.get(ownerKey(inner)) ?? []).length > 0) continue;
    for (const [mistake, part] of errorsOf(issue, schema, path, owner, source)) source.mistakes.add(mistake, part);
  }
  return undefined;
}

/** Unknown keys, by the map that has them. */
function mistypedKeys(issues: readonly z.core.$ZodIssue[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? [[JSON.stringify(issue.path), issue.keys] as const] : [])),
  );
}

function ownerKey(inner: Path): string {
  return JSON.stringify(inner.slice(0, -1));
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code !== 'unrecognized_keys' && issue.input === undefined;
}

/** Mistakes, each with the part that does not fit; made when they are asked for, since there may be a million. */
function* errorsOf(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  path: Path,
  owner: string,
  source: Source,
): Generator<readonly [CowlabError, Path]> {
  const inner = issue.path.filter((step) => typeof step !== 'symbol');
  const at = [...path, ...inner];
  if (issue.code !== 'unrecognized_keys') {
    yield [errorOf(issue, inner, at, owner, source), at];
    return;
  }
  const known = keysAt(schema, inner);
  for (const key of issue.keys) {
    const part = [...at, key];
    yield [unknownKey(nameOf(inner, owner), key, known, source.whereKey(part)), part];
  }
}

function errorOf(issue: z.core.$ZodIssue, inner: Path, at: Path, owner: string, source: Source): CowlabError {
  const last = inner.at(-1);
  if (issue.code === 'invalid_key') {
    return forbiddenKey(String(last), issue.issues[0]?.message ?? issue.message, source.whereKey(at));
  }
  const found: unknown = issue.input;
  if (isMissing(issue) && typeof last === 'string') {
    return missingKey(nameOf(inner.slice(0, -1), owner, true), last, issue.message, source.where(at));
  }
  if (issue.code === 'invalid_value' && issue.values.length > 1 && typeof found === 'string') {
    return unknownName(kindOf(inner), found, issue.values.map(String), source.where(at));
  }
  if (last === 'value') return wrongValue(describeFound(found), issue.message, source.where(at));
  return wrongShape(nameOf(inner, owner, true), describeFound(found), issue.message, source.where(at));
}

/** `` `pages` of `memory.buf` ``; the whole is `owner`. */
function nameOf(inner: Path, owner: string, begins = false): string {
  if (inner.length === 0) return begins ? owner.charAt(0).toUpperCase() + owner.slice(1) : owner;
  const steps = inner.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return `\`${steps.join('').replace(/^\./u, '')}\``;
}

const kinds: Readonly<Record<string, string>> = {
  allow: 'allowance',
  prot: 'protection',
  expect: 'verdict',
  'memory-model': 'memory model',
};

/** The noun for an unknown word. */
function kindOf(inner: Path): string {
  const last = inner.at(-1);
  const named = kinds[String(inner[0])] ?? kinds[String(last)];
  return named ?? `\`${String(last)}\``;
}

/** The keys of the strict map at a path of a schema. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  let current = within(schema);
  for (const step of path) {
    const { def } = current._zod as z.core.$ZodTypes['_zod'];
    if (def.type === 'object') current = within(def.shape[String(step)] ?? current);
    else if (def.type === 'record') current = within(def.valueType);
    else if (def.type === 'array') current = within(def.element);
  }
  const { def } = current._zod as z.core.$ZodTypes['_zod'];
  return def.type === 'object' ? Object.keys(def.shape) : [];
}

function within(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  return def.type === 'optional' ? within(def.innerType) : schema;
}
