import { afterEach, describe, expect, it } from 'vitest';
import { changedBuiltins, rememberBuiltins } from './builtins.js';

rememberBuiltins();
// What the tests themselves need is there again, whatever they did.
afterEach(() => void changedBuiltins());

const odd = Symbol('odd');

function define(owner: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(owner, key, { value, writable: true, enumerable: true, configurable: true });
}

describe('what belongs to the language', () => {
  it('is as it was where nobody changed it', () => {
    expect(changedBuiltins()).toEqual([]);
  });

  it.each<[string, object, PropertyKey, unknown]>([
    ['Object.prototype.polluted', Object.prototype, 'polluted', 1],
    ['Object.prototype.get', Object.prototype, 'get', () => 1],
    ['Object.prototype.value', Object.prototype, 'value', 1],
    ['Object.prototype.toString', Object.prototype, 'toString', () => ''],
    ['Array.prototype.map', Array.prototype, 'map', () => []],
    ['Array.prototype.push', Array.prototype, 'push', () => 0],
    [
      'Array.prototype[Symbol(Symbol.iterator)]',
      Array.prototype,
      Symbol.iterator,
      () => {
        throw new Error('never');
      },
    ],
    ['Array.prototype[Symbol(odd)]', Array.prototype, odd, 1],
    [
      'ArrayIterator.prototype.next',
      Object.getPrototypeOf([].values()) as object,
      'next',
      () => {
        throw new Error('never');
      },
    ],
    ['Map.prototype.get', Map.prototype, 'get', () => undefined],
    ['TypedArray.prototype.set', Object.getPrototypeOf(Int8Array.prototype) as object, 'set', () => undefined],
    ['Math.random', Math, 'random', () => 0.5],
    ['JSON.stringify', JSON, 'stringify', () => '{}'],
    ['Object.defineProperty', Object, 'defineProperty', () => undefined],
  ])('is found changed and put right again: %s', (name, owner, key, value) => {
    const before = Reflect.getOwnPropertyDescriptor(owner, key);
    define(owner, key, value);
    expect(changedBuiltins()).toEqual([name]);
    expect(Reflect.getOwnPropertyDescriptor(owner, key)).toEqual(before);
    expect(changedBuiltins()).toEqual([]);
  });

  it('is found when something is missing', () => {
    Reflect.deleteProperty(String.prototype, 'trim');
    expect(changedBuiltins()).toEqual(['String.prototype.trim']);
    expect(' a '.trim()).toBe('a');
  });
});
