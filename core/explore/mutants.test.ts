/** Wrong step orders: each is a few lines, and each must be caught by the race that is made for it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtinPolicies } from '../../policies/index.js';
import { compilePolicy, definePolicy, PolicyRegistry, type PolicyDefinition } from '../index.js';
import { loadProgram } from '../program/load.js';
import type { Program } from '../program/program.js';
import { labelNumber } from '../steps/step.js';
import { checkProgram, type Checked } from './check.js';

function scenario(name: string): Program {
  const url = new URL(`../../workloads/scenarios/${name}.scenario.yaml`, import.meta.url);
  return loadProgram(readFileSync(url, 'utf8'), name);
}

function orderOf(policy: string, list: string): string[] {
  const compiled = compilePolicy(new PolicyRegistry(builtinPolicies), policy);
  const found = compiled.lists.find((l) => l.name === list);
  if (found === undefined) throw new Error(`no list ${list}`);
  const labels = new Map<number, string>();
  for (const name of ['back-off', 'discard-copy', 'back-off-page', 'share-zero', 'copy-early', 'pte-done', 'raced', 'zero-page']) {
    const position = found.positions[labelNumber(name)] ?? -1;
    if (position >= 0) labels.set(position, `${name}:`);
  }
  return found.steps.flatMap((step, position) => [...(labels.has(position) ? [labels.get(position) as string] : []), step.name]);
}

function check(program: Program, definition: PolicyDefinition): Checked {
  const registry = new PolicyRegistry([...builtinPolicies, definePolicy('mutant', definition)]);
  return checkProgram(program, compilePolicy(registry, 'mutant'));
}

function without(order: readonly string[], step: string): string[] {
  return order.filter((name) => name !== step);
}

/** The same order with one step moved before another one. */
function moved(order: readonly string[], step: string, before: string): string[] {
  return without(order, step).flatMap((name) => (name === before ? [step, name] : [name]));
}

describe('a wrong order is caught', () => {
  it('when a copy drops its old mapping before the PTE has changed (R5b)', () => {
    const order = orderOf('mapcount', 'copy-page');
    const races = scenario('write-faults-of-two-processes');
    const early = moved(order, 'drop-old-mapping', 'clear-pte');
    expect(check(races, { title: 'right', extends: 'mapcount', orders: { 'copy-page': order } }).verdict).toBe('holds');
    expect(check(races, { title: 'm9', extends: 'mapcount', orders: { 'copy-page': early } }).verdict).toBe('violates');
  });

  it('when a copy is installed without looking at the PTE again (R6)', () => {
    const orders = { 'copy-page': without(orderOf('mapcount', 'copy-page'), 'recheck') };
    expect(check(scenario('write-faults-of-two-threads'), { title: 'R6', extends: 'mapcount', orders }).verdict).toBe('violates');
  });

  it('when a lockless pin reads the sequence count behind its walk (m7, R1)', () => {
    const order = orderOf('early-cow-seqcount', 'gup-fast');
    const late = without(moved(order, 'read-write-protect-seq', 'irqs-on'), 'check-seq-after-back-off');
    const { verdict } = check(scenario('rw-pin-races-fork'), { title: 'm7', extends: 'early-cow-seqcount', orders: { 'gup-fast': late } });
    expect(verdict).toBe('violates');
  });

  it('when has_pinned is set only after the pin (m13, R1)', () => {
    const orders = { gup: ['try-fast', 'go-slow', 'set-has-pinned', 'got-all', 'back-off:', 'release-taken'] };
    const checked = check(scenario('rw-pin-races-fork'), { title: 'm13', extends: 'early-cow-seqcount', orders });
    expect(checked.breaches.map((b) => b.kind)).toEqual(expect.arrayContaining(['invariant', 'coherence']));
  });

  it('when fork shares a page and leaves it exclusive (m1, I1)', () => {
    const orders = { 'fork-pte': without(orderOf('anon-exclusive', 'fork-pte'), 'clear-exclusive') };
    const checked = check(scenario('basic-cow'), { title: 'm1', extends: 'anon-exclusive', orders });
    expect(checked.breaches.map((b) => b.kind)).toEqual(expect.arrayContaining(['invariant', 'isolation']));
  });

  it('when a lockless pin does not look at the PTE again (m6, R2)', () => {
    const program = scenario('pin-races-dontneed');
    const order = orderOf('anon-exclusive', 'gup-fast');
    expect(check(program, { title: 'right', extends: 'anon-exclusive', orders: { 'gup-fast': order } }).verdict).toBe('holds');
    const blind = check(program, { title: 'm6', extends: 'anon-exclusive', orders: { 'gup-fast': without(order, 're-read-pte') } });
    expect(blind.verdict).toBe('violates');
  });
});
