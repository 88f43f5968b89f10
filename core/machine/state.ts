/**
 * The state as typed arrays. Small machines (the explorer) hold all of it in one contiguous buffer: saving
 * is a copy, comparing is by content. Large machines (the simulator) hold one buffer per field and grow.
 */

import { fields, type Capacities, type Columns, type Entity, type ExtraField, type Width } from './fields.js';

/** One field of all things of a kind, by number. */
export type Column = Int8Array | Int16Array | Int32Array;

/** All kinds of things, in the order of `fields`. */
const entities = Object.keys(fields) as Entity[];

interface Placed {
  readonly entity: Entity;
  readonly name: string;
  readonly bits: Width;
}

function arrayOf(bits: Width, buffer: ArrayBuffer, offset: number, length: number): Column {
  if (bits === 8) return new Int8Array(buffer, offset, length);
  if (bits === 16) return new Int16Array(buffer, offset, length);
  return new Int32Array(buffer, offset, length);
}

/** Widest first, so that every array is aligned. */
function placedFields(extra: readonly ExtraField[]): Placed[] {
  const own = entities.flatMap((entity) =>
    Object.entries(fields[entity]).map(([name, { bits }]): Placed => ({ entity, name, bits })),
  );
  return [...own, ...extra].toSorted((a, b) => b.bits - a.bits);
}

/** All fields of all things: the whole of what decides the future. */
export class State {
  /** The columns by entity and field name; extra fields included. */
  readonly columns: { readonly [E in Entity]: Columns<E> };
  /** All of the state of a small machine; empty for a large one. */
  readonly bytes: Uint8Array;
  private readonly groups: Record<string, Record<string, Column>>;
  /** The arrays behind those that are wrapped. */
  private readonly plain = new Map<Entity, Record<string, Column>>();
  private readonly capacity: Record<Entity, number>;
  private readonly placed: readonly Placed[];

  /** @param contiguous one buffer (explorer) or one per field, able to grow (simulator) */
  constructor(capacities: Capacities, extra: readonly ExtraField[], contiguous: boolean) {
    this.capacity = { ...capacities };
    this.placed = placedFields(extra);
    this.groups = Object.fromEntries(entities.map((entity) => [entity, {}]));
    const size = this.placed.reduce((sum, f) => sum + (f.bits / 8) * capacities[f.entity], 0);
    const shared = new ArrayBuffer(contiguous ? Math.ceil(size / 4) * 4 : 0);
    let offset = 0;
    for (const { entity, name, bits } of this.placed) {
      const length = capacities[entity];
      const bytes = (bits / 8) * length;
      this.groups[entity][name] = contiguous
        ? arrayOf(bits, shared, offset, length)
        : arrayOf(bits, new ArrayBuffer(bytes), 0, length);
      offset += bytes;
    }
    this.bytes = new Uint8Array(shared);
    this.columns = this.groups as unknown as { readonly [E in Entity]: Columns<E> };
  }

  /** Room for things of this kind. */
  room(entity: Entity): number {
    return this.capacity[entity];
  }

  /** Makes room for at least `count` things; contents are kept. Large machines only. */
  grow(entity: Entity, count: number): void {
    const length = Math.max(count, this.capacity[entity] * 2);
    for (const field of this.placed) {
      if (field.entity !== entity) continue;
      const bigger = arrayOf(field.bits, new ArrayBuffer((field.bits / 8) * length), 0, length);
      bigger.set(this.groups[entity][field.name]);
      this.groups[entity][field.name] = bigger;
    }
    this.capacity[entity] = length;
  }

  /** Replaces every array by `wrap(array, 'frame.refs')`: how tests see which fields a step touches. */
  instrument(wrap: (column: Column, field: string) => Column): void {
    for (const { entity, name } of this.placed) {
      this.groups[entity][name] = wrap(this.groups[entity][name], `${entity}.${name}`);
    }
  }

  /** Replaces every array of one kind of thing, until `unwrap`. */
  wrap(entity: Entity, wrap: (column: Column) => Column): void {
    const plain = { ...this.groups[entity] };
    this.plain.set(entity, plain);
    for (const [name, column] of Object.entries(plain)) this.groups[entity][name] = wrap(column);
  }

  unwrap(entity: Entity): void {
    Object.assign(this.groups[entity], this.plain.get(entity));
    this.plain.delete(entity);
  }

  extra(entity: Entity, name: string): Column {
    const column = this.groups[entity][name];
    if (column === undefined) throw new Error(`no field ${entity}.${name} was declared`);
    return column;
  }
}
