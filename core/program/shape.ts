/** Checks data against a schema and turns the first finding into an error with its place. */

import * as z from 'zod/mini';
import { badValue, missingKey, unknownKey, unknownName, wrongShape, type CowlabError } from './errors.js';
import type { Path, Source } from './source.js';

/** As a message shows what stands in the file. */
export function describeFound(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  return typeof value === 'number' ? `the number ${value}` : `the word ${value === true}`;
}

/**
 * The data at `path`, typed by the schema.
 * @param owner what has the keys at `path`, as a message names it: `a scenario`, `` operation `pin` ``
 * @throws {CowlabError} COW002 to COW006, at the first part that does not fit
 */
export function checkShape<Schema extends z.core.$ZodType>(
  schema: Schema,
  data: unknown,
  path: Path,
  owner: string,
  source: Source,
): z.infer<Schema> {
  // No generated code: the loader also runs in pages that forbid `eval`, and a file is read once.
  const result = z.safeParse(schema, data, { jitless: true, reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues;
  // A mistyped key is also a missing one: the first is the better answer.
  const issue = issues.find((candidate) => candidate.code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) throw new Error('a failed check without an issue');
  throw errorOf(issue, schema, path, owner, source);
}

function errorOf(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  path: Path,
  owner: string,
  source: Source,
): CowlabError {
  const inner = issue.path.filter((step) => typeof step !== 'symbol');
  const at = [...path, ...inner];
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return unknownKey(nameOf(inner, owner), key, keysAt(schema, inner), source.whereKey([...at, key]));
  }
  const last = inner.at(-1);
  if (issue.code === 'invalid_key') {
    const key = String(last);
    return wrongShape(
      `The key \`${key}\``,
      'not a name that is allowed here',
      issue.issues[0]?.message ?? issue.message,
      source.whereKey(at),
    );
  }
  const found: unknown = issue.input;
  if (issue.code === 'invalid_type' && found === undefined && typeof last === 'string') {
    return missingKey(nameOf(inner.slice(0, -1), owner, true), last, issue.message, source.where(at));
  }
  if (issue.code === 'invalid_value' && issue.values.length > 1 && typeof found === 'string') {
    return unknownName(kindOf(inner), found, issue.values.map(String), source.where(at));
  }
  if (last === 'value')
    return badValue(`The value of this store is ${describeFound(found)}`, issue.message, source.where(at));
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
