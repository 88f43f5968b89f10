/** A policy is the decisions a kernel makes: rules, step orders, steps of its own and extra state, mostly its parent's. */

import { ContainerModule, type Newable } from 'inversify';
import type { ExtraField } from '../machine/fields.js';
import { badPolicyId } from '../errors/errors.js';
import type { Edit } from '../engine/edits.js';
import type { Step } from '../engine/step.js';

/** A rule class. What it decides is not the author's but some kernel's: `static readonly source = commit(…)`. */
type RuleClass = Newable<object> & { readonly source?: string };

/** What a policy states. Everything it does not say is its parent's. */
export interface PolicyDefinition {
  /** One sentence: what is decided differently, for reports. */
  readonly title: string;
  /** Id of the parent; absent for a policy that binds every rule itself. */
  readonly extends?: string;
  /** First kernel that has it, `5.19`. */
  readonly since?: string;
  /** Commits and mails, as `commit()` and `mail()` make them. */
  readonly sources?: readonly string[];
  /** Rule classes by service identifier. */
  readonly rules?: Readonly<Record<symbol, RuleClass>>;
  /**
   * What its step lists have otherwise than its parent's, by operation: `insert`, `without`, `move`, `swap`, `replace`, in the order
   * in which they are applied. Names are those of steps, labels have a colon behind them (`copy-early:`). Targets of jumps
   * are labels or steps, never positions.
   */
  readonly orders?: Readonly<Record<string, readonly Edit[]>>;
  /** Steps of its own, by operation, for its orders to use; one of the name of another takes its place. */
  readonly steps?: Readonly<Record<string, readonly Step[]>>;
  /** Fields it adds to the state. */
  readonly fields?: readonly ExtraField[];
}

/** What `definePolicy` makes: the definition, with its id, what kind it is, and its bindings as a module. */
export interface Policy extends PolicyDefinition {
  /** On the command line, in reports and in `extends`: lower-case words with dashes or dots between them. */
  readonly id: string;
  /** `policy`, or `variant`: composes with any policy and cannot stand alone. */
  readonly kind: 'policy' | 'variant';
  /** Binds the rules; loaded behind the parent's, so it rebinds what the parent bound. */
  readonly module: ContainerModule;
  /** The plugin file it came from; undefined for built-in ones. */
  readonly origin?: string;
}

function moduleOf(rules: Readonly<Record<symbol, RuleClass>>): ContainerModule {
  return new ContainerModule(({ bind, rebind, isBound }) => {
    for (const token of Object.getOwnPropertySymbols(rules)) {
      const binding = isBound(token) ? rebind(token) : bind(token);
      binding.to(rules[token]).inSingletonScope();
    }
  });
}

const idShape = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

function define(id: string, kind: Policy['kind'], definition: PolicyDefinition): Policy {
  if (!idShape.test(id)) throw badPolicyId(id);
  return { ...definition, id, kind, module: moduleOf(definition.rules ?? {}) };
}

/** Defines a policy: a folder or plugin file exports it as default. */
export function definePolicy(id: string, definition: PolicyDefinition): Policy {
  return define(id, 'policy', definition);
}

/** Defines a rule variant: `a+b` runs policy `a` with variant `b` bound over it. */
export function defineVariant(id: string, definition: PolicyDefinition): Policy {
  return define(id, 'variant', definition);
}

/** A kernel commit as a source. */
export function commit(hash: string, about?: string): string {
  return about === undefined ? `commit ${hash}` : `commit ${hash} (${about})`;
}

/** A mail as a source: author, date, subject. */
export function mail(author: string, date: string, subject: string): string {
  return `${author}, ${date}: ${subject}`;
}
