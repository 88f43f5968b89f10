import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eagerOutcomes } from '../../core/oracle/eager/outcomes.js';
import { loadProgram } from '../../core/scenario/load.js';
import type { OperationName, Program } from '../../core/program/program.js';

interface Observation {
  readonly step: number;
  readonly by: string;
  readonly kind: string;
  readonly faults?: number;
  readonly value?: number;
}

interface Observations {
  readonly kernel: string;
  readonly policy: string;
  readonly scenarios: Readonly<Record<string, readonly Observation[]>>;
  readonly notRun: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const scenarioFolder = fileURLToPath(new URL('../scenarios/', import.meta.url));
const prefix = 'observed-';
const suffix = '.scenario.yaml';

const programs = new Map(
  readdirSync(scenarioFolder)
    .filter((file) => file.startsWith(prefix) && file.endsWith(suffix))
    .map((file) => [file.slice(0, -suffix.length), loadProgram(readFileSync(scenarioFolder + file, 'utf8'), file)]),
);

const kernels = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(folder + file, 'utf8')) as Observations);

const access: readonly OperationName[] = ['read', 'write'];

/** Which operations an observation of this kind can be about. */
const operationsOfKind: Readonly<Record<string, readonly OperationName[]>> = {
  same: access,
  copy: access,
  fill: [...access, 'get', 'pin'],
  'map-count': access,
  kept: ['get', 'pin'],
  replaced: ['get', 'pin'],
  refused: ['write', 'pin', 'mremap'],
  shared: ['fork'],
  'early-copied': ['fork'],
  value: ['read-ref', 'dma-read', 'file-read'],
};

function programOf(scenario: string): Program {
  const program = programs.get(scenario);
  if (program === undefined) throw new Error(`no scenario ${scenario}`);
  return program;
}

describe.each(kernels)('observations of $kernel', ({ policy, scenarios, notRun }) => {
  const observed = Object.entries(scenarios);

  it('cover every observed scenario, or say why not', () => {
    expect([...Object.keys(scenarios), ...Object.keys(notRun)].toSorted()).toEqual([...programs.keys()].toSorted());
  });

  it.each(observed)('of %s name steps of the scenario, in their order', (scenario, observations) => {
    const { steps, actors } = programOf(scenario);
    expect(observations).not.toEqual([]);
    for (const { step, by, kind } of observations) {
      const operation = steps[step - 1];
      expect(actors[operation.actor].name).toBe(by);
      expect(operationsOfKind[kind]).toContain(operation.action.op);
    }
    const order = observations.map(({ step }) => step);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it.each(observed)(
    'of %s are values the eager machine allows exactly where the scenario expects no breach',
    (scenario, observations) => {
      const program = programOf(scenario);
      const outcomes = [...eagerOutcomes(program).outcomes.values()];
      const isAllowed = outcomes.some((outcome) =>
        observations.every(({ step, value }) => value === undefined || outcome[program.steps[step - 1].result] === value),
      );
      expect(isAllowed ? 'holds' : 'violates').toBe(program.expect[policy]);
    },
  );
});
