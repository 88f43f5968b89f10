/** The model against what real kernels were seen to do, under the policy of each kernel. */

import { nobody } from '../core/machine/hook.js';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Driver } from '../core/explore/driver.js';
import { createWorld } from '../core/explore/world.js';
import { Pte } from '../core/machine/bits.js';
import type { Machine } from '../core/machine/machine.js';
import { valueOf } from '../core/program/contents.js';
import { lookupPte } from '../core/machine/pmd.js';
import type { Operation, Program } from '../core/program/program.js';
import { codes } from '../core/program/values.js';
import { policy, scenarios } from './model/testing/builtin.js';

/** One line of an observation file; its README says what the words mean. */
interface Observation {
  readonly step: number;
  readonly by: string;
  readonly kind: 'same' | 'copy' | 'fill' | 'kept' | 'replaced' | 'refused' | 'shared' | 'early-copied' | 'value' | 'map-count';
  readonly faults?: number;
  readonly value?: number;
  readonly page?: string;
  readonly count?: number;
}

interface Kernel {
  readonly release: string;
  readonly policy: string;
  /** Dated variants that the kernel has as well. */
  readonly variants?: readonly string[];
  readonly scenarios: Readonly<Record<string, readonly Observation[]>>;
}

const folder = fileURLToPath(new URL('../workloads/observations/', import.meta.url));
const kernels = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(folder + file, 'utf8')) as Kernel);

/** The frame behind an address, 0 for the zero page; -1: nothing is mapped there. */
function frameBehind(m: Machine, process: number, page: number): number {
  const pte = lookupPte(m, nobody, process, page);
  return pte < 0 || (m.pte.entry.wordAt(pte) & Pte.kindMask) === Pte.none ? -1 : m.pte.entry.frameAt(pte);
}

/** Page number of `buf` or `buf[4]`. */
function pageNumber(program: Program, name: string): number {
  const [, area, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(name) ?? [];
  const found = program.areas.find((a) => a.name === area);
  if (found === undefined) throw new Error(`no area ${name}`);
  return found.firstPage + Number(index ?? 0);
}

/** Page faults of all processes as getrusage counts them: those that get_user_pages takes for one are its own. */
function faultsOf(m: Machine): number {
  const { faults, 'gup-faults': inGup } = m.events();
  return faults + inGup;
}

/** What the machine shows of one step, in the words of an observation. */
class Seen {
  private readonly before: number;
  private readonly faultsBefore: number;

  constructor(
    private readonly m: Machine,
    private readonly program: Program,
    private readonly operation: Operation,
  ) {
    this.before = this.frame();
    this.faultsBefore = faultsOf(m);
  }

  /** The same observation as the model makes it, to be compared with the kernel's. */
  like(observed: Observation): Observation {
    const { faults, value, count } = observed;
    return {
      ...observed,
      by: this.program.actors[this.operation.actor].name,
      kind: this.kindLike(observed),
      ...(faults === undefined ? {} : { faults: faultsOf(this.m) - this.faultsBefore }),
      ...(value === undefined ? {} : { value: valueOf(this.program, this.m.observation.value.at(this.operation.result)) }),
      ...(count === undefined ? {} : { count: this.m.frame.mapcount.at(this.frame()) }),
    };
  }

  private kindLike({ kind, page }: Observation): Observation['kind'] {
    if (kind === 'refused') return this.isRefused() ? 'refused' : 'same';
    const { action } = this.operation;
    if ('place' in action && action.place.first !== action.place.last) throw new Error('which of the pages was observed?');
    switch (kind) {
      case 'same':
      case 'copy':
      case 'fill':
        if (this.before < 0) return 'fill';
        return this.frame() === this.before ? 'same' : 'copy';
      case 'kept':
      case 'replaced':
        return this.before >= 0 && this.frame() === this.before ? 'kept' : 'replaced';
      case 'shared':
      case 'early-copied':
        return this.isShared(page) ? 'shared' : 'early-copied';
      case 'value':
      case 'map-count':
        return kind;
    }
  }

  /** Was the store, the pin or the mremap answered by an error? */
  private isRefused(): boolean {
    const answer = this.m.observation.value.at(this.operation.result);
    return answer === codes.segv || answer === codes.EFAULT;
  }

  /** The frame behind the one page that the step is about; -1 if there is none. */
  private frame(): number {
    const { action } = this.operation;
    return 'place' in action ? frameBehind(this.m, action.place.process, action.place.first) : -1;
  }

  private isShared(page: string | undefined): boolean {
    const { action, actor } = this.operation;
    if (action.op !== 'fork' || page === undefined) throw new Error('only a fork shares pages, and the page must be named');
    const number = pageNumber(this.program, page);
    const child = frameBehind(this.m, action.child, number);
    if (child < 0) throw new Error(`${page} was not copied for the child`);
    return child === frameBehind(this.m, this.program.actors[actor].process, number);
  }
}

/** Performs the scenario in order and repeats each observation on the way. */
function observe(program: Program, policyId: string, observations: readonly Observation[]): Observation[] {
  const m = createWorld(program, policy(policyId));
  const driver = new Driver(m, program);
  return program.steps.flatMap((operation, index) => {
    const seen = new Seen(m, program, operation);
    driver.runInOrder([operation], () => {});
    return observations.filter(({ step }) => step === index + 1).map((observed) => seen.like(observed));
  });
}

describe.each(kernels)('the model agrees with Linux $release', (kernel) => {
  it.each(Object.entries(kernel.scenarios))('on %s', (name, observations) => {
    const program = scenarios.find((scenario) => scenario.name === name);
    if (program === undefined) throw new Error(`no scenario ${name}`);
    expect(program.race).toEqual([]);
    expect(observe(program, [kernel.policy, ...(kernel.variants ?? [])].join('+'), observations)).toEqual(observations);
  });
});
