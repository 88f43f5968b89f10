/** Views that tell which of their fields are read. */

import { isField } from '../rules/looks.js';
import { nameNumber } from './ask.js';

/** Told of every look: at which view, the number of the name, the value. */
export type LookedAt = (view: object, name: number, value: unknown) => void;

type Getter = (this: object) => unknown;

/** Watched windows by the prototype of the window: no more kinds than machines have. */
const kinds = new WeakMap<object, new (view: object, views: WatchedViews) => object>();

/**
 * Stands before a window of the machine, which is frozen and has getters alone. Getters of its own are what a compiler
 * makes fast; a name that the window does not have comes to a proxy behind them, the prototype of the prototype.
 */
class WatchedWindow {
  readonly #view: object;
  readonly #views: WatchedViews;

  constructor(view: object, views: WatchedViews) {
    this.#view = view;
    this.#views = views;
    Object.freeze(this);
  }

  static viewOf(view: object): object | undefined {
    return #view in view ? view.#view : undefined;
  }

  static kindOf(prototype: object): new (view: object, views: WatchedViews) => object {
    const known = kinds.get(prototype);
    if (known !== undefined) return known;
    const kind = class extends WatchedWindow {};
    for (const [name, get] of gettersOf(prototype))
      Object.defineProperty(kind.prototype, name, { get: WatchedWindow.getterOf(name, get) });
    Reflect.deleteProperty(kind.prototype, 'constructor');
    Object.setPrototypeOf(kind.prototype, WatchedWindow.behind(prototype));
    Object.freeze(kind.prototype);
    kinds.set(prototype, kind);
    return kind;
  }

  private static getterOf(name: string, get: Getter): (this: WatchedWindow) => unknown {
    const number = nameNumber(name);
    return function look(this: WatchedWindow) {
      const value = get.call(this.#view);
      // It leads to another window, which tells itself what is looked at there.
      if (typeof value === 'object' && value !== null) return this.#views.of(value);
      this.#views.lookedAt(this.#view, number, value);
      return value;
    };
  }

  /** Where names are looked up that the window does not have; the window's own prototype, which refuses them, is behind that. */
  private static behind(prototype: object): object {
    return new Proxy(Object.freeze(Object.create(prototype) as object), {
      get: (target, name, receiver: object) => {
        if (!(#view in receiver)) return Reflect.get(target, name, receiver) as unknown;
        // Told first: a rule that catches what is thrown has looked all the same.
        if (isField(name)) receiver.#views.lookedAt(receiver.#view, nameNumber(name), undefined);
        return Reflect.get(target, name, receiver.#view) as unknown;
      },
    });
  }
}

/** The fields of a window: those of its own kind, and those of the kind that it extends. */
function gettersOf(prototype: object): ReadonlyMap<string, Getter> {
  const behind = Object.getPrototypeOf(prototype) as object;
  const getters = new Map<string, Getter>(behind === Object.prototype ? [] : gettersOf(behind));
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const get = Reflect.get(descriptor, 'get') as Getter | undefined;
    if (get !== undefined && isField(name)) getters.set(name, get);
  }
  return getters;
}

function isWindow(view: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(view);
  return (
    Object.isFrozen(view) &&
    Reflect.ownKeys(view).length === 0 &&
    typeof prototype === 'object' &&
    prototype !== null &&
    prototype !== Object.prototype &&
    Object.isFrozen(prototype)
  );
}

/** The views of one machine, and those that its rules make for each other. */
export class WatchedViews {
  /** By view, and the other way round. */
  private readonly watched = new WeakMap<object, object>();
  private readonly originals = new WeakMap<object, object>();

  constructor(readonly lookedAt: LookedAt) {}

  /**
   * Puts watched views in the place of views. One that is watched already was handed on by a rule.
   * @param originals gets the views themselves
   */
  watchAll(views: unknown[], originals: unknown[]): void {
    for (let i = 0; i < views.length; i++) {
      const view = views[i];
      originals[i] = view;
      if (typeof view !== 'object' || view === null) continue;
      const original = WatchedWindow.viewOf(view) ?? this.originals.get(view);
      if (original === undefined) views[i] = this.of(view);
      else originals[i] = original;
    }
  }

  /** The watched view in the place of a view, the same one each time. */
  of(view: object): object {
    const known = this.watched.get(view);
    if (known !== undefined) return known;
    const watched = isWindow(view)
      ? new (WatchedWindow.kindOf(Object.getPrototypeOf(view) as object))(view, this)
      : this.proxyOf(view);
    this.watched.set(view, watched);
    return watched;
  }

  /** One that a rule was handed, and hands on in a view of its own: it tells itself what is looked at. */
  private isWatched(value: unknown): boolean {
    return (
      typeof value === 'object' && value !== null && (WatchedWindow.viewOf(value) !== undefined || this.originals.has(value))
    );
  }

  /** A view of a rule's own making may be anything. An object to which it leads counts as a value, which no other one equals. */
  private proxyOf(view: object): object {
    const watched: object = new Proxy(view, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (isField(name) && !this.isWatched(value)) this.lookedAt(target, nameNumber(name), value);
        return value;
      },
    });
    this.originals.set(watched, view);
    return watched;
  }
}
