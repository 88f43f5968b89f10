/** The first part of some data that does not fit a schema: of a million wrong ones nobody needs the others. */

import type { z } from 'zod';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/** The first place where data does not fit its schema. */
export interface Misfit {
  /** Keys and indexes from the top down. */
  readonly path: readonly (string | number)[];
  /** What stands there; undefined: nothing. */
  readonly found: unknown;
  readonly expected: string;
}

/** Undefined when all of it fits. Objects must have no other keys than the schema's. */
export function firstMisfit(schema: $ZodType, value: unknown, path: Misfit['path'] = []): Misfit | undefined {
  const { def } = schema._zod as $ZodTypes['_zod'];
  switch (def.type) {
    case 'optional':
      return value === undefined ? undefined : firstMisfit(def.innerType, value, path);
    case 'array':
      return Array.isArray(value) ? inList(def.element, value, path) : { path, found: value, expected: 'a list' };
    case 'object':
      return isMap(value) ? inObject(def.shape, value, path) : { path, found: value, expected: 'a map' };
    case 'record':
      return isMap(value) ? inRecord(def.valueType, value, path) : { path, found: value, expected: 'a map' };
    case 'union':
      return inNearest(def.options, value, path);
    default: {
      const checked = (schema as z.ZodType).safeParse(value);
      return checked.success ? undefined : { path, found: value, expected: checked.error.issues[0]?.message ?? 'another value' };
    }
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inList(element: $ZodType, list: readonly unknown[], path: Misfit['path']): Misfit | undefined {
  for (const [index, item] of list.entries()) {
    const found = firstMisfit(element, item, [...path, index]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inObject(
  shape: Readonly<Record<string, $ZodType>>,
  map: Readonly<Record<string, unknown>>,
  path: Misfit['path'],
): Misfit | undefined {
  const unknown = Object.keys(map).find((key) => !Object.hasOwn(shape, key));
  if (unknown !== undefined)
    return { path: [...path, unknown], found: map[unknown], expected: `no such field, only ${Object.keys(shape).join(', ')}` };
  for (const [key, inner] of Object.entries(shape)) {
    const found = firstMisfit(inner, Object.hasOwn(map, key) ? map[key] : undefined, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inRecord(inner: $ZodType, map: Readonly<Record<string, unknown>>, path: Misfit['path']): Misfit | undefined {
  for (const [key, value] of Object.entries(map)) {
    const found = firstMisfit(inner, value, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of several shapes, it is meant to have the one that it fits furthest down. */
function inNearest(options: readonly $ZodType[], value: unknown, path: Misfit['path']): Misfit | undefined {
  const misfits = options.map((option) => firstMisfit(option, value, path));
  if (misfits.includes(undefined)) return undefined;
  return misfits.filter((misfit) => misfit !== undefined).sort((a, b) => b.path.length - a.path.length)[0];
}
