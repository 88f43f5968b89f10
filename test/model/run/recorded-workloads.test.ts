/** Rules of plugins are recorded while workloads run: what is found there, and what is not changed by it. */

import { injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { builtinGenerators } from '../../../workloads/generators/index.js';
import { small } from '../../../workloads/testing/small.js';
import { checkProgram } from '../../../core/explore/check.js';
import {
  operations,
  compilePolicy,
  definePolicy,
  PolicyRegistry,
  Rule,
  type CompiledPolicy,
  type ForkRule,
  type FrameView,
  type MmView,
} from '../../../core/index.js';
import type { CowlabError } from '../../../core/errors/errors.js';
import type { Workload } from '../../../core/program/workload.js';
import { scenarios } from '../testing/builtin.js';
import type { Measurement } from '../../../core/run/results.js';
import { measureWorkloadSpeed } from '../../../core/run/speed.js';
import { measureWorkload } from '../../../core/run/workload-cell.js';

const snapshot = builtinGenerators.find(({ id }) => id === 'snapshot') ?? builtinGenerators[0];

/** A policy of a plugin whose fork rule answers so. */
function withFork(mustCopy: ForkRule['mustCopy'], reads: readonly string[]): CompiledPolicy {
  @injectable()
  class Forks implements ForkRule {
    readonly reads = reads;
    mustCopy(frame: FrameView, parent: MmView): boolean {
      return mustCopy(frame, parent);
    }
  }
  const policy = definePolicy('mine', { title: '', extends: 'early-cow', rules: { [Rule.Fork]: Forks } });
  return compilePolicy(new PolicyRegistry(operations, [...builtinPolicies, { ...policy, origin: 'mine.js' }]), 'mine');
}

function jobOf(workload: Workload, policy: CompiledPolicy, parameters: Measurement['parameters']) {
  return { kind: 'workload', workload: workload.id, policy: policy.id, parameters, seed: 1 } as const;
}

async function measure(policy: CompiledPolicy, workload: Workload, parameters: Measurement['parameters']): Promise<Measurement> {
  return measureWorkload(jobOf(workload, policy, parameters), workload, policy, () => {});
}

async function refusal(measured: Promise<unknown>): Promise<CowlabError> {
  const [{ reason }] = (await Promise.allSettled([measured])) as { readonly reason?: CowlabError }[];
  if (reason === undefined) throw new Error('nothing was thrown');
  return reason;
}

/** Forks once, with so many pages: a fork rule is asked about every one of them. */
const forkOf = (pages: number): Measurement['parameters'] => ({ ...small['snapshot'], pages, stores: 0 });

describe('a rule of a plugin that is at fault only in a workload', () => {
  it('is named with its policy, what it read and both answers when it answers otherwise after 10,000 asks', async () => {
    let asked = 0;
    const policy = withFork((frame) => frame.isAnon && ++asked > 10_000, ['frame.isAnon']);
    for (const scenario of scenarios.slice(0, 10)) expect(checkProgram(scenario, policy).complete).toBe(true);
    asked = 0;
    const error = await refusal(measure(policy, snapshot, forkOf(10_001)));
    expect(error).toMatchObject({
      code: 'COW035',
      exitCode: 3,
      where: 'mine.js',
      message:
        'The rule mustCopy of policy `mine` is not deterministic: where frame.isAnon = true, Forks answered `false` before and `true` now.',
    });
    expect(asked).toBe(10_001);
  });

  it('is named with values that no scenario has', async () => {
    let answer = false;
    const policy = withFork((frame) => frame.mapcount > 20 && (answer = !answer), ['frame.mapcount']);
    const crowd: Workload = {
      ...snapshot,
      size: () => ({ addressSpacePages: 1, processes: 40 }),
      *run(machine) {
        machine.map(0, 0, 1, { backing: 'anon', shared: false, prot: 'rw' });
        machine.store(0, 0);
        for (let i = 0; i < 30; i++) machine.fork(0);
        for (let child = 30; child > 15; child--) machine.exit(child);
        for (let i = 0; i < 15; i++) machine.fork(0);
        yield 1;
        return { operations: 62 };
      },
    };
    expect((await refusal(measure(policy, crowd, {}))).message).toMatch(
      /^The rule mustCopy of policy `mine` is not deterministic: where frame\.mapcount = 2\d, Forks answered /u,
    );
  });

  it('is named when it looks at what it does not declare', async () => {
    let asked = 0;
    const policy = withFork((frame) => frame.refs > 0 && ++asked > 10_000 && frame.isKsm, ['frame.refs']);
    expect(await refusal(measure(policy, snapshot, forkOf(10_001)))).toMatchObject({
      code: 'COW036',
      where: 'mine.js',
      message: 'The rule Forks of policy `mine`, asked mustCopy, reads `frame.isKsm`, which it does not declare.',
    });
  });

  it('is compared over all the placements of one workload', async () => {
    let runs = 0;
    const policy = withFork((frame) => frame.isAnon && runs > 1, ['frame.isAnon']);
    const placed: Workload = {
      ...snapshot,
      otherCpus: [1],
      run(...parts) {
        runs++;
        return snapshot.run(...parts);
      },
    };
    expect((await refusal(measure(policy, placed, forkOf(10)))).message).toContain(
      'where frame.isAnon = true, Forks answered `false` before and `true` now',
    );
  });
});

describe('the record in a workload', () => {
  it.each(builtinGenerators.map((workload) => [workload.id, workload] as const))(
    'changes no figure of %s: built-in policies brought by a plugin are measured as without',
    async (id, workload) => {
      const brought = new PolicyRegistry(
        operations,
        builtinPolicies.map((policy) => ({ ...policy, origin: 'all.js' })),
      );
      for (const policy of ['mapcount', 'early-cow', 'anon-exclusive-6.15']) {
        const recorded = await measure(compilePolicy(brought, policy), workload, small[id]);
        expect(recorded).toEqual(
          await measure(compilePolicy(new PolicyRegistry(operations, builtinPolicies), policy), workload, small[id]),
        );
      }
    },
  );

  it('is off while the speed is measured, and was off in one run before', async () => {
    let runs = 0;
    const counting: Workload = {
      ...snapshot,
      run(...parts) {
        runs++;
        return snapshot.run(...parts);
      },
    };
    const policy = withFork((frame) => frame.isKsm, []);
    const parameters = forkOf(10);
    expect(await refusal(measure(policy, counting, parameters))).toMatchObject({ code: 'COW036' });
    runs = 0;
    const { samples } = await measureWorkloadSpeed(jobOf(counting, policy, parameters), counting, policy);
    expect(runs).toBe(1 + samples);
  });
});
