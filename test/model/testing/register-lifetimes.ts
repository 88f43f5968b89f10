/** Spoils what a register holds as soon as no list runs that needs it: whoever reads it then is found out. */

import { waysOf } from '../../../core/engine/answers.js';
import type { CompiledList } from '../../../core/engine/order.js';
import { fixRegisters, registerName, type Declared } from '../../../core/engine/registers.js';
import type { Machine } from '../../../core/machine/machine.js';
import type { CompiledPolicy } from '../../../core/policy/compile.js';

/** What is in a register that nobody needs: nothing that a step ever writes. */
const spoilt = -31_337;

/** The lists that need a register; none of a policy's lists: all of them do. */
export function listsThatNeed({ owner, needed }: Declared, lists: readonly CompiledList[]): ReadonlySet<string> {
  if (needed !== 'callers') return new Set(needed);
  const callers = lists.filter(({ steps }) => steps.some((step) => waysOf(step).calls.includes(owner)));
  return new Set([owner, ...callers.map(({ name }) => name)]);
}

/** Watches machines on which no two registers share a place, so that what is wrong is how long they are said to be needed. */
export class RegisterLifetimes {
  /** `anonymous-fault/unlock-touched reads own-and-lock-table.table, which is not needed any more or was not written yet`. */
  readonly outlived = new Set<string>();
  /** Reads of what was there. */
  clean = 0;

  constructor(private readonly declared: readonly Declared[] = fixRegisters()) {}

  /** The same policy: before each step, what no list on the actor's stack needs is spoilt. */
  watch(policy: CompiledPolicy): CompiledPolicy {
    const lists = policy.lists.filter((list) => list !== undefined);
    const names = new Set(lists.map(({ name }) => name));
    const needed = this.declared.map((register) => listsThatNeed(register, lists));
    const isEverywhere = needed.map((some) => ![...some].some((name) => names.has(name)));
    const spoil = (m: Machine, actor: number): void => {
      const running = stackOf(m, actor);
      for (const [number, some] of needed.entries()) {
        if (!isEverywhere[number] && !running.some((name) => some.has(name))) m.set(actor, number, spoilt);
      }
    };
    const spoiling = (list: CompiledList): CompiledList => ({
      ...list,
      run: list.run.map((run) => (m: Machine, actor: number) => {
        spoil(m, actor);
        return run(m, actor);
      }),
    });
    const registerAt = Uint16Array.from(this.declared.keys());
    return { ...policy, registers: registerAt.length, registerAt, lists: policy.lists.map(spoiling) };
  }

  /** From now on every read of a register is looked at. */
  instrument(m: Machine): void {
    const get = m.get.bind(m);
    m.get = (actor, register) => {
      const value = get(actor, register);
      if (value === spoilt) this.outlived.add(this.read(m, actor, register));
      else this.clean++;
      return value;
    };
  }

  private read(m: Machine, actor: number, register: number): string {
    const list = m.policy.lists[m.actor.list[actor]];
    const name = registerName(this.declared[register]);
    return `${list?.name}/${list?.steps[m.actor.position[actor]]?.name} reads ${name}, which is not needed any more or was not written yet`;
  }
}

/** The lists that an actor is in, outermost first. */
function stackOf(m: Machine, actor: number): readonly string[] {
  const callers = Array.from({ length: m.actor.depth[actor] }, (_, depth) => m.stack.list[m.stackAt(actor, depth)]);
  return [...callers, m.actor.list[actor]].map((list) => m.policy.lists[list].name);
}
