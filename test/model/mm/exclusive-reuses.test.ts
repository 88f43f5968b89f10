import 'reflect-metadata';
import { injectable } from 'inversify';
import { expect, test } from 'vitest';
import { builtinPolicies } from '../../../policies/index.js';
import { operations, compilePolicy, definePolicy, PolicyRegistry, Reuse, Rule } from '../../../core/index.js';
import { Simulator } from '../../../core/simulate/simulator.js';

@injectable()
class ReuseAtOnce {
  readonly reads = [] as const;
  mayReuse(): Reuse {
    return Reuse.now;
  }
}

/** Reuses every page of `parent`'s machine at the first look, whatever it knows of the page. */
function hasty(parent: string): PolicyRegistry {
  const policy = definePolicy('hasty', { title: 'Reuses at once', extends: parent, rules: { [Rule.WriteFault]: ReuseAtOnce } });
  return new PolicyRegistry(operations, [...builtinPolicies, policy]);
}

/** Reuses, and exclusive ones among them, of a store to an own page and of one to a page that a child shares. */
function reuses(parent: string): readonly (readonly number[])[] {
  const sim = new Simulator(compilePolicy(hasty(parent), 'hasty'), { addressSpacePages: 2, processes: 2 });
  const counts = (): readonly number[] => [sim.events().reuses, sim.events()['exclusive-reuses']];
  sim.map(0, 0, 2, { backing: 'anon', shared: false, prot: 'rw' });
  sim.store(0, 0);
  sim.store(0, 1);
  sim.mprotect(0, 0, 1, 'r');
  sim.mprotect(0, 0, 1, 'rw');
  sim.store(0, 0);
  const own = counts();
  sim.fork(0);
  sim.store(0, 1);
  return [own, counts()];
}

test('a reuse at once counts as exclusive where the page has the mark', () => {
  expect(reuses('anon-exclusive')).toEqual([
    [1, 1],
    [2, 1],
  ]);
});

test.each(['mapcount', 'page-count-everywhere'])('%s has no mark, so none of its reuses is exclusive', (parent) => {
  expect(reuses(parent)).toEqual([
    [1, 0],
    [2, 0],
  ]);
});
