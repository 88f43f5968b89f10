/**
 * What holds of every program, under which policy. A property that an era breaks is stated with the condition that
 * makes it true; the conditions are the known defects of that era.
 */

import { nobody } from '../../../core/machine/hook.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../../core/machine/bits.js';
import type { Machine } from '../../../core/machine/machine.js';
import { findVma, isCowMapping } from '../../../core/machine/vma.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import { loadProgram } from '../../../core/scenario/load.js';
import type { Action, Operation, Program } from '../../../core/program/program.js';
import { arbitraryScenario } from '../../../core/scenario/testing/arbitrary-program.js';
import type { Kind } from '../../../core/scenario/testing/scenario-writer.js';
import { breachKey, type Breach } from '../../../core/program/breach.js';
import type { BreachKind } from '../../../core/program/verdict.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';
import { policies, policy, scenarios } from '../testing/builtin.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';
import { Driver } from '../../../core/explore/driver.js';
import { replay } from '../../../core/explore/replay.js';
import { createWorld } from '../../../core/explore/world.js';

const program = (text: string): Program => loadProgram(text, 'random');
const anyProgram = arbitraryScenario().map(program);
const programWithout = (...without: Kind[]): fc.Arbitrary<Program> => arbitraryScenario({ without }).map(program);
const anyRace = arbitraryScenario({ race: true }).map(program);
const raceWithout = (...without: Kind[]): fc.Arbitrary<Program> => arbitraryScenario({ race: true, without }).map(program);

/** What no policy may ever do, whatever it decides. */
const neverAllowed: readonly BreachKind[] = ['invariant', 'lifetime', 'crash', 'progress'];

function broken(checked: Checked): Breach[] {
  return checked.breaches.filter(({ kind }) => neverAllowed.includes(kind));
}

/** Does the schedule that came with the verdict lead to its first breach again? */
function showsFirstBreach(tested: Program, under: CompiledPolicy, { schedule, breaches: [first] }: Checked): boolean {
  if (schedule === undefined) return false;
  return replay(tested, under, schedule).breaches.some((breach) => breachKey(breach) === breachKey(first));
}

/** A reference through which the page is stored to, but which fork and write faults cannot tell from any other. */
function isWritableGet({ action }: Operation, under: CompiledPolicy): boolean {
  return action.op === 'dio' ? under.rules.directIo.reference === 'get' : action.op === 'get' && action.write;
}

/** Does a process fork while it holds a writable FOLL_GET? (D11, open(2) NOTES on O_DIRECT) */
function forksWithWritableGet({ steps, actors }: Program, under: CompiledPolicy): boolean {
  const held = new Map<number, number>();
  for (const operation of steps) {
    const { action } = operation;
    const { process } = actors[operation.actor];
    if ('place' in action && 'handle' in action && isWritableGet(operation, under)) held.set(action.handle, process);
    else if (action.op === 'put' || action.op === 'dio-end') held.delete(action.handle);
    else if (action.op === 'fork' && [...held.values()].includes(process)) return true;
  }
  return false;
}

/** What takes a handle: get, pin or dio. */
type Taking = Extract<Action, { readonly path: unknown }>;

function isLongtermReadPin(action: Action): action is Taking {
  return action.op === 'pin' && action.longterm && !action.write;
}

/** Is the zero page or a page of the page cache behind what a private mapping has just pinned? */
function holdsUnownedPage(m: Machine, { handles }: Program, { handle, place }: Taking): boolean {
  const { firstSlot, pages } = handles[handle];
  return Array.from({ length: pages }, (_, page) => page).some((page) => {
    const pfn = m.handle.frame.at(firstSlot + page) - 1;
    if (pfn < 0 || (m.frame.flags.at(pfn) & Frame.anon) !== 0) return false;
    return isCowMapping(m, nobody, findVma(m, nobody, place.process, place.first + page));
  });
}

/** Does a long-term read-only pin of private memory get a page that is not the process's own? (until 84209e87c696) */
function pinsUnownedPage(tested: Program, under: CompiledPolicy): boolean {
  const m = createWorld(tested, under);
  const driver = new Driver(m, tested);
  return tested.steps.some((operation) => {
    driver.runInOrder([operation], () => {});
    return isLongtermReadPin(operation.action) && holdsUnownedPage(m, tested, operation.action);
  });
}

interface Claim {
  readonly claim: string;
  readonly under: readonly string[];
  readonly programs: fc.Arbitrary<Program>;
  /** Programs that the claim is not about. */
  readonly except?: (tested: Program, under: CompiledPolicy) => boolean;
}

const exclusiveEra = ['anon-exclusive', 'anon-exclusive-6.0', 'anon-exclusive-6.1'];
const exclusive62 = ['anon-exclusive-6.2', 'anon-exclusive-6.5', 'anon-exclusive-6.15'];
const earlyCopying = ['early-cow-wrprotect', 'early-cow', 'early-cow-seqcount', 'page-count-everywhere'];

const claims: readonly Claim[] = [
  {
    claim: 'COW is invisible to programs without references and pins',
    under: policies.map(({ id }) => id),
    programs: programWithout('get', 'pin', 'dio'),
  },
  {
    claim: 'everything holds but a writable FOLL_GET across a fork of its process',
    under: exclusive62,
    programs: anyProgram,
    except: forksWithWritableGet,
  },
  {
    claim: 'everything holds but a writable FOLL_GET across a fork, and long-term read-only pins of zero and file pages',
    under: exclusiveEra,
    programs: anyProgram,
    except: (tested, under) => forksWithWritableGet(tested, under) || pinsUnownedPage(tested, under),
  },
  {
    claim: 'nothing parts a reference from its process where nobody forks, but long-term read-only pins of zero and file pages',
    under: ['mapcount', 'forced-break'],
    programs: programWithout('fork'),
    except: pinsUnownedPage,
  },
  {
    claim: 'writable pins and their process stay together where mprotect does not come in between',
    under: earlyCopying,
    programs: programWithout('get', 'dio', 'mprotect'),
    except: ({ steps }) => steps.some(({ action }) => action.op === 'pin' && !action.write),
  },
];

describe('random programs in total order', () => {
  it.each(policies)('break no invariant and no lifetime, and come to an end, under $id', (under) => {
    fc.assert(
      fc.property(anyProgram, (tested) => {
        expect(broken(checkProgram(tested, under))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(claims.flatMap((claim) => claim.under.map((id) => ({ ...claim, id }))))('$id: $claim', ({ id, programs, except }) => {
    const under = policy(id);
    fc.assert(
      fc.property(programs, (tested) => {
        fc.pre(except?.(tested, under) !== true);
        expect(checkProgram(tested, under).breaches).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

const raceBounds = { ...defaultBounds, states: 5_000 };

describe('random races', () => {
  it.each(policies)('break no invariant and no lifetime, never get stuck, and are replayed, under $id', (under) => {
    fc.assert(
      fc.property(anyRace, (tested) => {
        const checked = checkProgram(tested, under, raceBounds);
        expect(broken(checked)).toEqual([]);
        expect(checked.breaches.length === 0 || showsFirstBreach(tested, under, checked)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it.each(policies)('do not show COW, as long as nobody has a reference or pin, under $id', (under) => {
    fc.assert(
      fc.property(raceWithout('get', 'pin', 'dio'), (tested) => {
        expect(checkProgram(tested, under, raceBounds).breaches).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('built-in scenarios', () => {
  it.each(policies)('show their first breach again when their schedule is replayed, under $id', (under) => {
    const violated = scenarios
      .map((tested) => ({ tested, checked: checkProgram(tested, under) }))
      .filter(({ checked }) => checked.verdict === 'violates');
    expect(violated).not.toEqual([]);
    const unseen = violated
      .filter(({ tested, checked }) => !showsFirstBreach(tested, under, checked))
      .map(({ tested }) => tested.name);
    expect(unseen).toEqual([]);
  });
});
