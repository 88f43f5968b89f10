import { expect, it } from 'vitest';
import { operationsOf } from '../../core/program/operations.js';
import { selectScenarios } from '../select/scenarios.js';
import { sampleResults } from '../../reports/testing/sample-results.js';
import { verdictDocument } from './document.js';

const [sample] = sampleResults().verdicts;

it('names the operations of a trace, whatever their texts look like', () => {
  const trace = [
    { actor: 'P', op: 'write buf, value 1', operation: 'write', step: 'make-writable' },
    { actor: 'P', op: 'a, b', operation: 'dio-end', step: 'put' },
  ];
  expect(verdictDocument([{ ...sample, trace }]).verdicts[0]?.trace).toEqual([
    { actor: 'P', op: 'write', step: 'make-writable' },
    { actor: 'P', op: 'dio-end', step: 'put' },
  ]);
});

it('has names that scenarios have, in every built-in one', () => {
  const operations = selectScenarios([], []).flatMap(operationsOf);
  expect(operations.length).toBeGreaterThan(500);
  expect(
    operations.filter(
      ({ action, text }) => text !== action.op && !text.startsWith(`${action.op} `) && !text.startsWith(`${action.op},`),
    ),
  ).toEqual([]);
});
