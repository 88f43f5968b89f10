/** What a look at a view is, and what becomes of one at a field that the view does not have. */

/** What the language itself looks up in any object, to print it or to wait for it. */
const lookedUpByLanguage: ReadonlySet<string> = new Set(['then', 'toJSON']);

/** Is it the name of a field, and not what the language has in every object, or looks up there? */
export function isField(name: PropertyKey): name is string {
  return typeof name === 'string' && !(name in Object.prototype) && !lookedUpByLanguage.has(name);
}

/** Thrown by a view that is asked for a field which it does not have: `undefined` would be taken for an answer. */
export class NoSuchField extends Error {
  override readonly name = 'NoSuchField';

  /** @param field `frame.writen` */
  constructor(readonly field: string) {
    super(`there is no field \`${field}\``);
  }
}

/** What stands behind the fields of a view, as the prototype of its prototype: who comes there has asked for what there is not. */
export function noFieldsBehind(view: string): object {
  return new Proxy(Object.freeze({}), {
    get: (target, name, receiver) => {
      if (isField(name)) throw new NoSuchField(`${view}.${name}`);
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}
