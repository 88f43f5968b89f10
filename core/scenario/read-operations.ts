/** The operations of a file, each checked by the schema of its name. */

import {
  emptyOperation,
  emptyStep,
  operationNotBuilt,
  severalActors,
  twoOperations,
  unknownName,
  type CowlabError,
} from '../errors/errors.js';
import { formatOperations, isFormatOperation, type FormatOperation } from './schema-operations.js';
import type { ScenarioData } from './schema.js';
import { textsWithin } from './mistakes.js';
import { collectShape } from './misfits.js';
import { isSupported, written } from './operations/index.js';
import type { Source } from './source.js';
import type { Path } from './path.js';
import type { Common, Draft, Phase } from './unresolved.js';

type Read = Pick<Draft, 'op' | 'data' | 'forks' | 'takes'>;

/** All operations in the order of the phases; those that do not fit are among the mistakes of the source. */
export function readDrafts(data: ScenarioData, source: Source): Draft[] {
  const { mistakes } = source;
  const drafts: Draft[] = [];
  const add = (phase: Phase, actor: string, index: number, found: unknown, path: Path, actorPath: Path): void => {
    const operation = mistakes.isWrong(path)
      ? undefined
      : mistakes.collect(() => readOperation(found as Record<string, unknown>, path, source));
    // What it would have declared is not known.
    if (operation === undefined) return mistakes.doubt(...textsWithin(found));
    const number = drafts.length + 1;
    drafts.push({ ...operation, phase, actor, index, number, path, actorWhere: source.whereKey(actorPath) });
  };
  const addSteps = (phase: 'steps' | 'after'): void => {
    for (const [index, step] of (data[phase] ?? []).entries()) {
      const only = mistakes.isWrong([phase, index])
        ? undefined
        : mistakes.collect(() => onlyEntry(step, [phase, index], oneActor, source));
      if (only === undefined) mistakes.doubt(...textsWithin(step));
      else add(phase, only[0], index, only[1], [phase, index, only[0]], [phase, index, only[0]]);
    }
  };
  addSteps('steps');
  for (const [actor, operations] of Object.entries(data.race ?? {})) {
    if (mistakes.isWithinWrong(['race', actor])) mistakes.doubt(...textsWithin(operations));
    else
      for (const [index, operation] of operations.entries()) {
        add('race', actor, index, operation, ['race', actor, index], ['race', actor]);
      }
  }
  addSteps('after');
  return drafts;
}

/** How it is refused that a map with one key has none, or several. */
export interface OneEntry {
  readonly none: (where: string) => CowlabError;
  /** Of the first two keys. */
  readonly several: (keys: readonly [string, string], where: string) => CowlabError;
}

const oneActor: OneEntry = { none: emptyStep, several: severalActors };

/** The only key and value of a map that must have one. */
export function onlyEntry<Value>(
  map: Readonly<Record<string, Value>>,
  path: Path,
  { none, several }: OneEntry,
  source: Source,
): [string, Value] {
  const [first, second] = Object.entries(map);
  if (first === undefined) throw none(source.where(path));
  if (second !== undefined) throw several([first[0], second[0]], source.whereKey([...path, second[0]]));
  return first;
}

function readOperation(found: Record<string, unknown>, path: Path, source: Source): Read | undefined {
  const op = operationNameOf(found, path, source);
  if (!isSupported(op)) throw operationNotBuilt(op, source.whereKey([...path, op]));
  const known = written(op);
  const data = collectShape(known.schema, found, path, `\`${op}\``, source) as Common | undefined;
  return data === undefined ? undefined : { op, data, forks: known.forks?.(data), takes: known.takes?.(data) };
}

function operationNameOf(found: Record<string, unknown>, path: Path, source: Source): FormatOperation {
  const named = Object.keys(found).filter(isFormatOperation);
  // `write` is an operation of its own, and a flag of those that take references.
  const isFlag = typeof found['write'] !== 'string' && named.some((key) => key === 'get' || key === 'pin' || key === 'dio');
  const [op, second] = isFlag ? named.filter((key) => key !== 'write') : named;
  if (op === undefined) {
    const [key] = Object.keys(found);
    if (key === undefined) throw emptyOperation(source.where(path));
    throw unknownName('operation', key, formatOperations, source.whereKey([...path, key]));
  }
  if (second !== undefined) throw twoOperations(op, second, source.whereKey([...path, second]));
  return op;
}
