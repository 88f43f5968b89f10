/**
 * Operations reach the page tables, the areas and the address space of their own process, of the one that they name, and of the one
 * that they fork: a reduced search takes steps of others for independent of them.
 */

import { describe, expect, it } from 'vitest';
import { Driver } from '../../../core/explore/driver.js';
import { ofProcess } from '../../../core/explore/reduction/footprints.js';
import { reachOf } from '../../../core/explore/reduction/local-steps.js';
import { exploreRace } from '../../../core/explore/search.js';
import { createWorld } from '../../../core/explore/world.js';
import type { Hook, Hooked } from '../../../core/machine/hook.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import type { Program } from '../../../core/program/program.js';
import type { CompiledPolicy, PolicyMachine } from '../../../core/policy/compile.js';
import { policies, scenarios } from '../testing/builtin.js';

const some = { ...defaultBounds, states: 2_000, reduce: 'none' } as const;

/** The process that a table belongs to; undefined: it is nobody's yet, or any more. */
function ownerOf(m: PolicyMachine, table: number): number | undefined {
  const pmd = m.pmd.entry.frames.findIndex((of, at) => of === table && m.pmd.entry.wordAt(at) !== 0);
  return pmd < 0 ? undefined : Math.trunc(pmd / m.pmdsPerMm);
}

/** The process that a cell belongs to. */
function processOf(m: PolicyMachine, field: string, index: number): number | undefined {
  if (field === 'pte.entry') return ownerOf(m, Math.trunc(index / m.tableSize));
  if (field.startsWith('table.')) return ownerOf(m, index);
  if (field.startsWith('pmd.')) return Math.trunc(index / m.pmdsPerMm);
  if (field.startsWith('vma.')) return m.vma.mm.at(index) - 1;
  return field.startsWith('mm.') ? index : undefined;
}

/** Accesses of race steps to memory that their operation is not about, in words. */
class Strangers implements Hook {
  readonly found = new Set<string>();
  /** Accesses that were looked at. */
  looked = 0;

  constructor(
    private readonly m: PolicyMachine,
    private readonly program: Program,
    private readonly driver: Driver,
  ) {}

  load(column: Hooked, actor: number, index: number, value: number): number {
    this.note(column, actor, index);
    return value;
  }

  store(column: Hooked, actor: number, index: number): boolean {
    this.note(column, actor, index);
    return true;
  }

  private note({ name }: Hooked, actor: number, index: number): void {
    if (actor < 0 || !this.driver.isStepping || !ofProcess.includes(name)) return;
    const operation = this.driver.operationOf(actor);
    const process = processOf(this.m, name, index);
    if (operation === undefined || process === undefined || process < 0) return;
    this.looked++;
    if ((reachOf(this.program, operation) & (1 << process)) === 0)
      this.found.add(`${operation.action.op} touches ${name} of ${process}`);
  }
}

function strangersOf(program: Program, policy: CompiledPolicy): string[] {
  const m = createWorld(program, policy);
  const driver = new Driver(m, program);
  driver.runInOrder(program.steps, () => undefined);
  const strangers = new Strangers(m, program, driver);
  m.restorable();
  m.state.hook(strangers);
  exploreRace(driver, some, () => undefined);
  return [...strangers.found, ...(strangers.looked === 0 ? ['nothing was looked at'] : [])];
}

describe('the steps of an operation', () => {
  const races = scenarios.filter(({ race }) => race.length > 0);

  it.each(races.map((program) => [program.name, program] as const))('touch their own memory only, in %s', (_, program) => {
    for (const policy of policies) expect([policy.id, strangersOf(program, policy)]).toEqual([policy.id, []]);
  });
});
