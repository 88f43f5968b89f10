/** What a piece of foreign code can get at from an object it was handed, without asking anybody. */

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** What reading a property gives, on the object that was handed out; a getter that refuses gives nothing. */
function read(owner: object, key: PropertyKey, receiver: object): unknown {
  try {
    return Reflect.get(owner, key, receiver);
  } catch {
    return undefined;
  }
}

/** Own properties (symbols and hidden ones too) with their getters and setters, and the prototype. */
function neighbours(from: object, receiver: object): unknown[] {
  const properties = Reflect.ownKeys(from).flatMap((key): unknown[] => {
    const descriptor: object = Object.getOwnPropertyDescriptor(from, key) ?? {};
    return [read(from, key, receiver), ...Object.values<unknown>({ ...descriptor })];
  });
  return [...properties, Object.getPrototypeOf(from)];
}

/** Every object and function that can be reached from some, the built-in ones of the language included. */
export function reachableFrom(handed: readonly unknown[]): ReadonlySet<object> {
  const seen = new Set<object>();
  // Getters of a prototype are asked on the object that was handed out, which has the state behind them.
  const open = handed.filter(isObject).map((value): [object, object] => [value, value]);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [value, receiver] = at;
    if (seen.has(value)) continue;
    seen.add(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    for (const other of neighbours(value, receiver)) {
      if (isObject(other)) open.push([other, other === prototype ? receiver : other]);
    }
  }
  return seen;
}
