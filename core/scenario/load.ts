/** From the text of a scenario file to a program. Reading the file is the caller's. */

import { allAllowances, type Allowance } from '../program/allowances.js';
import { Cast } from './actors.js';
import { readDrafts } from './read-operations.js';
import type { BuiltDraft, Phase } from './unresolved.js';
import { expectedEvents } from './expect-events.js';
import { allFinals, namedFinals } from './finals.js';
import { machineOptions, refuseTooFewFrames } from './machine.js';
import { Memory } from './memory.js';
import { OperationBuilder } from './build-operations.js';
import { Scope } from './scope.js';
import { refuseManyAccesses, refuseManyPages, refuseManySteps } from './size.js';
import { refuseSplitMoves } from './split-moves.js';
import { missingKey, emptyMemory } from '../errors/errors.js';
import { textsWithin } from './mistakes.js';
import { factsOf } from '../program/facts.js';
import type { Operation, Program } from '../program/program.js';
import { scenarioSchema, type ScenarioData } from './schema.js';
import { collectShape } from './misfits.js';
import { Source } from './source.js';

/**
 * @param text the content of a `*.scenario.yaml`
 * @param origin how errors and `Operation.where` name the file: its path as the user gave it
 * @throws {CowlabError} those of scenarios (COW001 to COW019, and so in each hundred) with `file:line:column`, all mistakes
 *   of the file at once; nothing of the file is ever ignored
 */
export function loadProgram(text: string, origin: string): Program {
  const source = new Source(text, origin);
  const { mistakes } = source;
  // Of what does not fit, only what fits is read on: a mistake further down is one of the file, too.
  const data = collectShape(scenarioSchema, source.data, [], 'a scenario', source) ?? whatThereIs(source);
  refuseManySteps(data, source);
  const machine = machineOptions(data, source);
  const memory = new Memory(data, source);
  if (mistakes.isEmpty) refuseEmpty(data, source);
  const cast = new Cast(readDrafts(data, source), (draft) => source.whereKey([...draft.path, draft.op]), mistakes);
  refuseManyPages(memory, cast, source);
  const scope = new Scope(source, memory, cast);
  const zeroReads = readZeroAreas(scope);
  refuseTooFewFrames(machine, memory, source);
  const built = buildAll(scope);
  const operationsOf = (phase: Phase): Operation[] =>
    built.filter(({ draft }) => draft.phase === phase).flatMap(({ operations }) => operations);
  refuseManyAccesses(built, memory);
  refuseSplitMoves(built, memory.areas, cast.actors, mistakes);
  const final = data.final === undefined ? allFinals(scope) : namedFinals(scope, data.final);
  const expectEvents = expectedEvents(data, source);
  mistakes.throwIfAny();
  const racing = new Map<string, Operation[]>(Object.keys(data.race ?? {}).map((actor) => [actor, []]));
  for (const { draft, operations } of built) if (draft.phase === 'race') racing.get(draft.actor)?.push(...operations);
  const race = [...racing].map(([actor, operations]) => ({
    actor: cast.find(actor, source.whereKey(['race', actor])),
    operations,
  }));
  const { areas, files } = memory;
  const phases = { steps: [...zeroReads, ...operationsOf('steps')], race, after: operationsOf('after') };
  return {
    ...identity(data),
    origin,
    areas,
    files,
    processes: cast.processes,
    actors: cast.actors,
    handles: scope.handles,
    observations: scope.observations,
    ...phases,
    facts: factsOf({ areas, files, handles: scope.handles, processes: cast.processes, ...phases }),
    final,
    machine,
    memoryModel: 'sc',
    allow: data.allow === undefined ? allAllowances : (data.allow as Allowance[]),
    documentedHazard: data['documented-hazard'],
    expect: data.expect ?? {},
    expectEvents,
  };
}

/** Of a file that does not fit, without the keys that are wrong as a whole; what names they declare is not known. */
function whatThereIs({ data, mistakes }: Source): ScenarioData {
  if (mistakes.isWithinWrong([]) || typeof data !== 'object' || data === null) mistakes.throwIfAny();
  const entries = Object.entries(data as Partial<ScenarioData>);
  const found: Partial<ScenarioData> = Object.fromEntries(entries.filter(([key]) => !mistakes.isWithinWrong([key])));
  for (const [key, value] of entries) if (!(key in found)) mistakes.doubt(...textsWithin(value, true));
  if (!entries.some(([key]) => key === 'memory')) mistakes.doubtEveryName();
  return { ...found, name: '', memory: found.memory ?? {} };
}

/** What cannot be built is among the mistakes. */
function buildAll(scope: Scope): BuiltDraft[] {
  const { mistakes } = scope.source;
  const builder = new OperationBuilder(scope);
  const built = scope.drafts.flatMap((draft) => {
    const operations = mistakes.collect(() => builder.build(draft));
    if (operations !== undefined) return [{ draft, operations }];
    if (draft.data.as !== undefined) mistakes.doubt(draft.data.as);
    return [];
  });
  builder.finish();
  return built;
}

function identity(data: ScenarioData): Pick<Program, 'name' | 'title' | 'about' | 'sources' | 'tags'> {
  const { name, title = '', about = '', sources = [], tags = [] } = data;
  return { name, title, about, sources, tags };
}

function refuseEmpty(data: ScenarioData, source: Source): void {
  if (Object.keys(data.memory).length === 0) {
    source.mistakes.add(emptyMemory(source.where(['memory'])));
    return;
  }
  const hasOperations = (data.steps?.length ?? 0) + (data.after?.length ?? 0) + Object.keys(data.race ?? {}).length > 0;
  if (!hasOperations) throw missingKey('A scenario', 'steps', 'a list of steps, or a `race`', source.where(['steps']));
}

/** P reads its `zero` areas before the first step, so that they map the zero page. */
function readZeroAreas(scope: Scope): Operation[] {
  return scope.memory.areas
    .filter(({ backing }) => backing === 'zero')
    .map(({ name, firstPage, pages }) => ({
      actor: 0,
      action: { op: 'read', place: { process: 0, first: firstPage, last: firstPage + pages - 1, half: 'both' }, observed: false },
      times: 1,
      result: scope.observations.push({ name: `P#0.${name}`, actor: 0, handle: -1 }) - 1,
      text: `read ${name}`,
      where: scope.source.whereKey(['memory', name]),
    }));
}
