/** An operation whose shape is right but whose names are still text. */

import type { Handle, Operation, OperationName } from '../program/program.js';
import type { Path } from './path.js';

/** The list of the file that a step stands in. */
export type Phase = 'steps' | 'race' | 'after';

/** What every operation may have. */
export interface Common {
  readonly as?: string | undefined;
  readonly times?: number | undefined;
}

/** A handle that an operation declares. */
export interface Taken extends Pick<Handle, 'name' | 'kind' | 'write' | 'longterm'> {
  /** Text of the place whose pages it holds. */
  readonly place: string;
}

/** An operation's name with its data, as the file has it. */
export interface Draft<Data extends Common = Common> {
  readonly op: OperationName;
  readonly data: Data;
  /** Name of the process that it makes. */
  readonly forks: string | undefined;
  readonly takes: Taken | undefined;
  readonly phase: Phase;
  readonly actor: string;
  /** Position in its own list: the phase, or in a race the actor's. */
  readonly index: number;
  /** 1-based running number over the whole file. */
  readonly number: number;
  /** Of the map that holds the operation. */
  readonly path: Path;
  /** Where the actor is named. */
  readonly actorWhere: string;
}

/** With its names resolved. */
export interface BuiltDraft {
  readonly draft: Draft;
  readonly operations: readonly Operation[];
}

/** Whether `first` may have happened when `second` runs: false only when every order has it later. */
export function mayPrecede(first: Draft, second: Draft): boolean {
  if (first.phase !== second.phase) return phases.indexOf(first.phase) < phases.indexOf(second.phase);
  return (first.phase === 'race' && first.actor !== second.actor) || first.index < second.index;
}

const phases: readonly Phase[] = ['steps', 'race', 'after'];

/** As the file has it, for people: `write buf, value 1`. */
export function textOf(draft: Draft): string {
  const { [draft.op]: main, ...others } = draft.data as Readonly<Record<string, unknown>>;
  const first = main === true ? draft.op : `${draft.op} ${wordOf(main)}`;
  const rest = Object.entries(others).filter(([, value]) => value !== undefined && value !== false);
  return [first, ...rest.map(([key, value]) => (value === true ? key : `${key} ${wordOf(value)}`))].join(', ');
}

function wordOf(value: unknown): string {
  return Array.isArray(value) ? value.map(wordOf).join(' ') : String(value);
}
