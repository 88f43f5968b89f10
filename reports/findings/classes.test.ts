import { expect, it } from 'vitest';
import { classEntries, classesIn } from './classes.js';
import { sampleResults } from '../testing/sample-results.js';

const name = 'fork-child-first';

function withCopies(copies: readonly number[], rest: object = {}) {
  const sample = sampleResults();
  let policy = 0;
  return {
    ...sample,
    verdicts: sample.verdicts.map((verdict) =>
      verdict.scenario === name ? { ...verdict, events: { copies: copies[policy++] ?? 0 }, ...rest } : verdict,
    ),
  };
}

function needless(results: ReturnType<typeof withCopies>) {
  return classEntries(results).filter((e) => e.kind === 'needless copy' && e.scenario === name);
}

it('names the copies that another policy does without, where both hold', () => {
  expect(needless(withCopies([1, 2, 1]))).toEqual([
    { policy: 'early-cow-seqcount', kind: 'needless copy', scenario: name, copies: 2, fewest: 1 },
  ]);
});

it('does not compare with a policy that saves copies by violating', () => {
  const results = withCopies([0, 2, 2]);
  const verdicts = results.verdicts.map((v) =>
    v.scenario === name && v.policy === 'mapcount' ? { ...v, verdict: 'violates' as const } : v,
  );
  expect(needless({ ...results, verdicts })).toEqual([]);
});

it('does not compare races, whose counts belong to no single run', () => {
  expect(needless(withCopies([1, 2, 1], { states: 10, transitions: 30 }))).toEqual([]);
});

it('keeps breaches by class with their names, documented hazards marked', () => {
  const entries = classEntries(sampleResults());
  expect(classesIn(entries)).toEqual(['isolation', 'coherence']);
  expect(entries.find((e) => e.kind === 'coherence')).toMatchObject({
    scenario: 'dio-read-across-fork',
    policy: 'mapcount',
    documentedHazard: true,
  });
});
