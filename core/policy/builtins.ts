/**
 * What belongs to the language, as it was before foreign code ran. A plugin that adds to `Object.prototype`, or puts a
 * function of its own in the place of `Array.prototype.map`, changes every loop of cowlab: nothing is right any more.
 */

/**
 * Names of globals whose properties, and those of whose prototypes, are watched. Not `Reflect`: reflect-metadata, of which
 * a plugin may bring a copy, adds to it.
 */
const names = [
  'Object',
  'Function',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'BigInt',
  'Date',
  'RegExp',
  'Promise',
  'Proxy',
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'FinalizationRegistry',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Math',
  'JSON',
  'Atomics',
] as const;

/** What was there, by key. Without a prototype: what was added to that of all objects must not be found here. */
type Properties = Record<PropertyKey, PropertyDescriptor | undefined>;

interface Owner {
  /** What a person calls it: `Array.prototype`. */
  readonly name: string;
  readonly owner: object;
  readonly before: Properties;
  readonly keys: readonly PropertyKey[];
}

let remembered: readonly Owner[] = [];

// As they are now; from here on only loops that foreign code cannot have changed.
const { create, defineProperty, is, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Object;
const { ownKeys, deleteProperty } = Reflect;

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function descriptorOf(owner: object, key: PropertyKey): PropertyDescriptor | undefined {
  const descriptor = getOwnPropertyDescriptor(owner, key);
  if (descriptor !== undefined) setPrototypeOf(descriptor, null);
  return descriptor;
}

/** V8 has them to be set by whoever prints errors. */
const forAnybody: ReadonlySet<PropertyKey> = new Set(['stackTraceLimit', 'prepareStackTrace']);
const isForAnybody = forAnybody.has.bind(forAnybody);

function remember(name: string, owner: object): Owner {
  const keys = ownKeys(owner);
  const before = create(null) as Properties;
  for (const key of keys) before[key] = descriptorOf(owner, key);
  return { name, owner, keys, before };
}

/** Prototypes that have no name of their own. */
function unnamed(): [string, object][] {
  const iterator: object = getPrototypeOf([][Symbol.iterator]()) as object;
  return [
    ['TypedArray', getPrototypeOf(Int8Array) as object],
    ['TypedArray.prototype', getPrototypeOf(Int8Array.prototype) as object],
    ['ArrayIterator.prototype', iterator],
    ['Iterator.prototype', getPrototypeOf(iterator) as object],
    ['MapIterator.prototype', getPrototypeOf(new Map().values()) as object],
    ['SetIterator.prototype', getPrototypeOf(new Set().values()) as object],
    ['Generator.prototype', getPrototypeOf(getPrototypeOf((function* none() {})())) as object],
  ];
}

/** To be called before foreign code runs; what is changed later is found by `changedBuiltins`. */
export function rememberBuiltins(): void {
  if (remembered.length > 0) return;
  const named = names.flatMap((name): [string, object][] => {
    const value = (globalThis as unknown as Readonly<Record<string, unknown>>)[name];
    if (!isObject(value)) return [];
    const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
    return isObject(prototype)
      ? [
          [name, value],
          [`${name}.prototype`, prototype],
        ]
      : [[name, value]];
  });
  remembered = [...named, ...unnamed()].map(([name, owner]) => remember(name, owner));
}

/**
 * What was added, replaced or removed since `rememberBuiltins`, `Object.prototype.polluted`. It is put right again, as
 * far as that can be done, so that who finds it can still say so.
 */
export function changedBuiltins(): string[] {
  const changed: string[] = [];
  for (let i = 0; i < remembered.length; i++) {
    const { name, owner, before, keys } = remembered[i];
    const now = ownKeys(owner);
    for (let k = 0; k < now.length; k++) putRight(name, owner, now[k], before[now[k]], changed);
    for (let k = 0; k < keys.length; k++) putRight(name, owner, keys[k], before[keys[k]], changed);
  }
  return changed;
}

function putRight(
  name: string,
  owner: object,
  key: PropertyKey,
  before: PropertyDescriptor | undefined,
  changed: string[],
): void {
  if (isForAnybody(key) || isSame(descriptorOf(owner, key), before)) return;
  defineProperty(changed, changed.length, entry(typeof key === 'symbol' ? `${name}[${String(key)}]` : `${name}.${String(key)}`));
  if (before === undefined) {
    deleteProperty(owner, key);
    return;
  }
  try {
    defineProperty(owner, key, before);
  } catch {
    // Frozen: it stays as it is.
  }
}

/** Not by `push` or by assignment, which a setter on a prototype could catch. */
function entry(value: string): PropertyDescriptor {
  return setPrototypeOf({ value, writable: true, enumerable: true, configurable: true }, null) as PropertyDescriptor;
}

function isSame(a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    is(a.value, b.value) &&
    a.get === b.get &&
    a.set === b.set &&
    a.writable === b.writable &&
    a.enumerable === b.enumerable &&
    a.configurable === b.configurable
  );
}
