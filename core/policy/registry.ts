/** The policies that are known, and what a name such as `early-cow+locks-vma` means. */

import { composedTwice, nameTaken, parentsInCircle, unknownName, variantAlone } from '../errors/errors.js';
import type { Operation } from '../engine/step.js';
import type { Policy } from './policy.js';

/** Policies by id. @throws {CowlabError} COW005 when two have the same one */
export class PolicyRegistry {
  private readonly policies = new Map<string, Policy>();

  /** @param operations those of the machine, whose lists the policies edit: `operations` of core/mm */
  constructor(
    readonly operations: readonly Operation[],
    policies: Iterable<Policy> = [],
  ) {
    for (const policy of policies) this.add(policy);
  }

  /** @throws {CowlabError} COW005 when one of this id is there */
  add(policy: Policy): void {
    if (this.policies.has(policy.id)) throw nameTaken('policy', policy.id, policy.origin);
    this.policies.set(policy.id, policy);
  }

  /** Policies that can stand alone, in order of definition. */
  standalone(): Policy[] {
    return [...this.policies.values()].filter((p) => p.kind === 'policy');
  }

  /** Policies and variants, in order of definition. */
  all(): Policy[] {
    return [...this.policies.values()];
  }

  /** Whether the id is known; of `a+b`, whether each part is. */
  has(id: string): boolean {
    return id.split('+').every((part) => this.policies.has(part));
  }

  /** One policy or variant, by its own id. @throws {CowlabError} COW004 with the nearest names */
  get(id: string): Policy {
    const policy = this.policies.get(id);
    if (policy === undefined) throw unknownName('policy', id, this.policies.keys());
    return policy;
  }

  /**
   * What `a+b` is made of, ancestors first: the chain of `a`, then `b`. A policy composed behind another one
   * contributes only what it states itself.
   * @throws {CowlabError} COW004 for a part that is not known, COW132 for one named twice, COW139 or COW230 when there is no chain
   */
  chain(name: string): Policy[] {
    const [first, ...variants] = name.split('+');
    const twice = variants.find((id, index) => id === first || variants.indexOf(id) < index);
    if (twice !== undefined) throw composedTwice(name, this.get(twice).id);
    const base = this.get(first);
    if (base.kind === 'variant') throw variantAlone(first);
    return [...this.ancestors(base), ...variants.map((id) => this.get(id))];
  }

  private ancestors(policy: Policy): Policy[] {
    const chain: Policy[] = [];
    for (let p: Policy | undefined = policy; p !== undefined; p = p.extends === undefined ? undefined : this.get(p.extends)) {
      if (chain.includes(p)) throw parentsInCircle(p);
      chain.unshift(p);
    }
    return chain;
  }
}
