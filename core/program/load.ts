/** From the text of a scenario file to a program. Reading the file is the caller's. */

import { allAllowances, type Allowance } from './allowances.js';
import { Cast } from './build/cast.js';
import { readDrafts, type Phase } from './build/draft.js';
import { expectedEvents } from './build/expect-events.js';
import { allFinals, namedFinals } from './build/finals.js';
import { machineOptions } from './build/machine.js';
import { Memory } from './build/memory.js';
import { OperationBuilder } from './build/operations.js';
import { Scope } from './build/scope.js';
import { refuseWritableSharedFiles } from './build/shared-files.js';
import { refuseSplitMoves } from './build/split-moves.js';
import { missingKey, wrongShape } from './errors.js';
import type { Operation, Program } from './program.js';
import { scenarioSchema, type ScenarioData } from './schema.js';
import { checkShape } from './shape.js';
import { Source } from './source.js';

/**
 * @param text the content of a `*.scenario.yaml`
 * @param origin how errors and `Operation.where` name the file: its path as the user gave it
 * @throws {CowlabError} COW001 to COW011 with `file:line:column`; nothing of the file is ever ignored
 */
export function loadProgram(text: string, origin: string): Program {
  const source = new Source(text, origin);
  const data = checkShape(scenarioSchema, source.data, [], 'a scenario', source);
  const machine = machineOptions(data, source);
  const memory = new Memory(data, source);
  refuseEmpty(data, source);
  const drafts = readDrafts(data, source);
  const cast = new Cast(drafts, (draft) => source.whereKey([...draft.path, draft.op]));
  const scope = new Scope(source, memory, cast, drafts);
  const zeroReads = readZeroAreas(scope);
  const builder = new OperationBuilder(scope);
  const built = drafts.map((draft) => ({ draft, operations: builder.build(draft) }));
  builder.finish();
  const operationsOf = (phase: Phase): Operation[] =>
    built.filter(({ draft }) => draft.phase === phase).flatMap(({ operations }) => operations);
  const race = Object.keys(data.race ?? {}).map((actor) => ({
    actor: cast.find(actor, source.whereKey(['race', actor])),
    operations: built
      .filter(({ draft }) => draft.phase === 'race' && draft.actor === actor)
      .flatMap(({ operations }) => operations),
  }));
  refuseWritableSharedFiles(
    memory.areas,
    built.flatMap(({ operations }) => operations),
  );
  refuseSplitMoves(built);
  const final = data.final === undefined ? allFinals(scope) : namedFinals(scope, data.final);
  return {
    ...identity(data),
    origin,
    areas: memory.areas,
    files: memory.files,
    processes: cast.processes,
    actors: cast.actors,
    handles: scope.handles,
    observations: scope.observations,
    steps: [...zeroReads, ...operationsOf('steps')],
    race,
    after: operationsOf('after'),
    final,
    machine,
    memoryModel: 'sc',
    allow: data.allow === undefined ? allAllowances : (data.allow as Allowance[]),
    documentedHazard: data['documented-hazard'],
    expect: data.expect ?? {},
    expectEvents: expectedEvents(data, source),
  };
}

function identity(data: ScenarioData): Pick<Program, 'name' | 'title' | 'about' | 'sources' | 'tags'> {
  const { name, title = '', about = '', sources = [], tags = [] } = data;
  return { name, title, about, sources, tags };
}

function refuseEmpty(data: ScenarioData, source: Source): void {
  if (Object.keys(data.memory).length === 0)
    throw wrongShape('`memory`', 'empty', 'at least one area: `{ buf: { pages: 1 } }`', source.where(['memory']));
  const hasOperations = (data.steps?.length ?? 0) + (data.after?.length ?? 0) + Object.keys(data.race ?? {}).length > 0;
  if (!hasOperations) throw missingKey('A scenario', 'steps', 'a list of steps, or a `race`', source.where(['steps']));
}

/** P reads its `zero` areas before the first step, so that they map the zero page. */
function readZeroAreas(scope: Scope): Operation[] {
  return scope.memory.areas
    .filter(({ backing }) => backing === 'zero')
    .map(({ name, firstPage, pages }) => ({
      actor: 0,
      action: {
        op: 'read',
        place: { process: 0, first: firstPage, last: firstPage + pages - 1, half: 'both' },
        observed: false,
      },
      times: 1,
      result: scope.observations.push({ name: `P#0.${name}`, actor: 0, handle: -1 }) - 1,
      text: `read ${name}`,
      where: scope.source.whereKey(['memory', name]),
    }));
}
