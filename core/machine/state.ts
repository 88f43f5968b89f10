/**
 * The state as columns. Small machines (the explorer) hold all of it in one contiguous buffer: saving is a copy, comparing is
 * by content. Large machines (the simulator) hold one buffer per field and grow.
 */

import { columnOf, type Column, type Width } from './column.js';
import { EntryColumn } from './entry-column.js';
import {
  fields,
  type AnyField,
  type Capacities,
  type Cells,
  type Columns,
  type Entity,
  type ExtraField,
  type Field,
} from './fields.js';
import type { Hook } from './hook.js';
import { componentOf, wholeWords } from './components.js';
import { widthFor, type Largest } from './widths.js';

/** What a field is kept in: an array where only its own actor has it. */
type Kept = Column | EntryColumn | Cells;

/** All kinds of things, in the order of `fields`. */
const entities = Object.keys(fields) as Entity[];

/** A field of the machine's own, or one that a policy adds. */
interface Placed {
  readonly entity: Entity;
  readonly name: string;
  /** Of its cells; of one with two parts, of each. */
  readonly widths: readonly Width[];
  readonly isOwn: boolean;
  readonly only: 'growing' | 'folios' | undefined;
}

function arrayOf(bits: Width, buffer: ArrayBuffer, offset: number, length: number): Cells {
  if (bits === 8) return new Int8Array(buffer, offset, length);
  if (bits === 16) return new Int16Array(buffer, offset, length);
  return new Int32Array(buffer, offset, length);
}

function placedFields(extra: readonly ExtraField[], largest: Largest): Placed[] {
  const own = entities.flatMap((entity) =>
    Object.entries<AnyField>(fields[entity]).map(([name, field]): Placed => {
      const most = largest[`${entity}.${name}` as Field];
      const bits = most === undefined ? field.bits : widthFor(most);
      const second = 'secondBits' in field ? [field.secondBits] : [];
      return { entity, name, widths: [bits, ...second], isOwn: 'isOwn' in field, only: 'only' in field ? field.only : undefined };
    }),
  );
  const added = extra.map(({ entity, name, bits }) => ({ entity, name, widths: [bits], isOwn: false, only: undefined }));
  return [...own, ...added];
}

/** Is it a field that this machine has not? */
function isAbsent(only: Placed['only'], { folio }: Capacities, contiguous: boolean): boolean {
  return (only === 'growing' && contiguous) || (only === 'folios' && folio === 0);
}

/**
 * The arrays of fields, in their order. In memory they are by component, each of which begins with a word of its own, and widest
 * first there, so that each array is aligned.
 */
function laidOut(
  placed: readonly Placed[],
  capacities: Capacities,
  contiguous: boolean,
): { cells: Cells[][]; bytes: Uint8Array } {
  const parts = placed.flatMap(({ entity, name, widths, only }, field) =>
    widths.map((bits, part) => {
      const length = isAbsent(only, capacities, contiguous) ? 0 : capacities[entity];
      return { field, part, bits, length, component: componentOf(entity, name), bytes: (bits / 8) * length, offset: 0 };
    }),
  );
  let size = 0;
  let open = -1;
  for (const part of parts.toSorted((a, b) => a.component - b.component || b.bits - a.bits)) {
    part.offset = part.component === open ? size : wholeWords(size);
    size = part.offset + part.bytes;
    open = part.component;
  }
  const shared = new ArrayBuffer(contiguous ? wholeWords(size) : 0);
  const cells: Cells[][] = placed.map(() => []);
  for (const { field, part, bits, length, bytes, offset } of parts) {
    cells[field][part] = contiguous ? arrayOf(bits, shared, offset, length) : arrayOf(bits, new ArrayBuffer(bytes), 0, length);
  }
  return { cells, bytes: new Uint8Array(shared) };
}

function keptIn({ entity, name, widths, isOwn }: Placed, [first, second]: readonly Cells[]): Kept {
  if (isOwn) return first;
  const full = `${entity}.${name}`;
  const column =
    widths.length === 2 ? new EntryColumn(full, first as Int16Array, second as Int32Array) : columnOf(full, widths[0], first);
  // A plugin in JavaScript that takes it for an array, `column[0] = 1`, is told.
  return Object.seal(column);
}

/** All fields of all things: the whole of what decides the future. */
export class State {
  /** The columns by entity and field name; extra fields included. */
  readonly columns: { readonly [E in Entity]: Columns<E> };
  /** All of the state of a small machine; empty for a large one. */
  readonly bytes: Uint8Array;
  private readonly groups: Record<string, Record<string, Kept>>;
  private readonly capacity: Record<Entity, number>;

  /**
   * @param contiguous one buffer (explorer) or one per field, able to grow (simulator)
   * @param largest values of fields that are as wide as these need; the others are as wide as they are declared
   */
  constructor(capacities: Capacities, extra: readonly ExtraField[], contiguous: boolean, largest: Largest = {}) {
    this.capacity = { ...capacities };
    this.groups = Object.fromEntries(entities.map((entity) => [entity, {}]));
    const placed = placedFields(extra, largest);
    const { cells, bytes } = laidOut(placed, capacities, contiguous);
    for (const [at, field] of placed.entries()) this.groups[field.entity][field.name] = keptIn(field, cells[at]);
    this.bytes = bytes;
    this.columns = this.groups as unknown as { readonly [E in Entity]: Columns<E> };
  }

  /** Room for things of this kind. */
  room(entity: Entity): number {
    return this.capacity[entity];
  }

  /** Makes room for at least `count` things; contents are kept. Large machines only, of things that are shared. */
  grow(entity: Entity, count: number): void {
    const length = Math.max(count, this.capacity[entity] * 2);
    for (const column of this.columnsOf(entity)) column.grow(length);
    this.capacity[entity] = length;
  }

  /** From now on every access of an actor goes through the hook; undefined: through none. @param of a kind of thing; default: all */
  hook(hook: Hook | undefined, of: readonly Entity[] = entities): void {
    for (const column of of.flatMap((entity) => this.columnsOf(entity))) column.hook = hook;
  }

  /** Each field by its name, with the memory that it is in; one of two parts comes twice. */
  *memory(): Generator<readonly [string, Cells]> {
    for (const entity of entities) {
      for (const [name, kept] of Object.entries(this.groups[entity])) {
        const full = `${entity}.${name}`;
        if ('words' in kept) yield* [[full, kept.words] as const, [full, kept.frames] as const];
        else yield [full, 'cells' in kept ? kept.cells : kept];
      }
    }
  }

  /** A field that a policy added. */
  extra(entity: Entity, name: string): Column {
    const column = this.groups[entity][name];
    if (column === undefined || !('load' in column)) throw new Error(`no field ${entity}.${name} was declared`);
    return column;
  }

  private columnsOf(entity: Entity): (Column | EntryColumn)[] {
    return Object.values(this.groups[entity]).filter((kept): kept is Column | EntryColumn => 'hook' in kept);
  }
}
