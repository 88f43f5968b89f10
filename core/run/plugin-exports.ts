/** From what a plugin exports to policies: foreign objects are looked at once, with care, and then only the copy is used. */

import { types } from 'node:util';
import { Edit } from '../engine/edits.js';
import { exportsNoPolicy, exportUnreadable, partUnfit, partUnreadable } from '../errors/errors.js';
import { readMember } from '../errors/thrown.js';
import { definePolicy, defineVariant, type Policy, type PolicyDefinition } from '../policy/policy.js';

interface Export {
  /** `default`; of what CommonJS exports as a whole, `module.exports`. */
  readonly name: string;
  readonly value: unknown;
}

/**
 * The policies among its exports, each once; what else it exports beside them is its own business.
 * @throws {CowlabError} COW031 when none of them is a policy, COW238 when one cannot be read; COW233 or COW234 for a policy with odd parts
 */
export function policiesIn(exported: unknown, path: string): Policy[] {
  const found = exportsOf(exported, path);
  const values = new Set(found.map(({ value }) => value).filter(isPolicy));
  if (values.size === 0)
    throw exportsNoPolicy(
      path,
      found.map(({ name, value }) => `\`${name}\` is ${describe(value, 'an object that `definePolicy` has not made')}`),
    );
  return [...values].map((policy) => copyOf(policy, path));
}

function exportsOf(exported: unknown, path: string): Export[] {
  const whole = { name: 'module.exports', value: exported };
  if (isPolicy(exported) || typeof exported !== 'object' || exported === null || types.isProxy(exported)) return [whole];
  return Object.keys(exported).flatMap((name) => {
    const value = readMember(exported, name, (said) => exportUnreadable(path, name, said));
    if (!Array.isArray(value) || types.isProxy(value)) return [{ name, value }];
    return Array.from(value, (_, index) => ({
      name: `${name}[${index}]`,
      value: readMember(value, index, (said) => exportUnreadable(path, `${name}[${index}]`, said)),
    }));
  });
}

/** Structural, since a plugin may bring a copy of cowlab of its own: `definePolicy` of some copy made it. */
function isPolicy(value: unknown): value is Policy {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  try {
    const { id, kind, module } = value as Readonly<Record<string, unknown>>;
    return (
      typeof id === 'string' &&
      (kind === 'policy' || kind === 'variant') &&
      typeof module === 'object' &&
      module !== null &&
      'load' in module &&
      typeof module.load === 'function'
    );
  } catch {
    return false;
  }
}

/** `a function`, `a Proxy`, `an object`. */
function describe(value: unknown, anObject = 'an object'): string {
  if (types.isProxy(value)) return 'a Proxy';
  if (types.isPromise(value)) return 'a promise';
  if (typeof value === 'function') return /^class\b/u.test(Function.prototype.toString.call(value)) ? 'a class' : 'a function';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return anObject;
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}

type Check = readonly [isFit: (value: unknown) => boolean, expected: string];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const word: Check = [(value) => typeof value === 'string', 'a word'];
const listsByName: Check = [
  (value) => isObject(value) && Object.values(value).every(Array.isArray),
  'arrays by the names of operations',
];

const editsByName: Check = [
  (value) =>
    isObject(value) && Object.values(value).every((edits) => Array.isArray(edits) && edits.every((edit) => edit instanceof Edit)),
  'edits (`insert`, `without`, `move`, `swap`, `replace`) by the names of operations',
];

/** What each part of a definition must be, if it is there at all. */
const parts: Readonly<Record<keyof PolicyDefinition, Check>> = {
  title: word,
  extends: word,
  since: word,
  sources: [(value) => Array.isArray(value) && value.every((source) => typeof source === 'string'), 'an array of words'],
  rules: [isObject, 'classes by service identifiers'],
  orders: editsByName,
  steps: listsByName,
  fields: [(value) => Array.isArray(value) && value.every(isObject), 'an array of fields'],
};

/** Read once: a getter may answer otherwise the next time. */
function copyOf(policy: Policy, origin: string): Policy {
  const { id, kind } = policy;
  const copy: Record<string, unknown> = {};
  for (const [part, [isFit, expected]] of Object.entries(parts)) {
    const unreadable = (said: string): Error => partUnreadable({ id, origin }, part, said, expected);
    const value = readMember(policy, part, unreadable);
    if (value === undefined && part !== 'title') continue;
    if (!isFit(value)) throw partUnfit({ id, origin }, part, describe(value), expected);
    copy[part] = isObject(value) && !Array.isArray(value) ? spread(value, unreadable) : value;
  }
  const define = kind === 'variant' ? defineVariant : definePolicy;
  return { ...define(id, copy as unknown as PolicyDefinition), origin };
}

/** Its own keys, symbols too, with their values now. */
function spread(value: object, refuse: (said: string) => Error): object {
  return Object.fromEntries(Reflect.ownKeys(value).map((key) => [key, readMember(value, key, refuse)]));
}
