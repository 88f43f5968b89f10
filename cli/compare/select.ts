/** From the options to what is run: every name is checked before anything runs. */

import { receiveInputs } from '../../core/run/input/receive.js';
import type { Subjects } from '../../core/run/assemble.js';
import { likelyStates } from '../../core/run/likely-states.js';
import type { Selection } from '../../core/run/plan.js';
import { boundsOf } from '../bounds.js';
import { isTimed } from '../run/options.js';
import { recordingsAmong, selectWorkloads } from '../run/select-workloads.js';
import { choosePolicies } from '../select/chosen.js';
import { selectScenarios } from '../select/scenarios.js';
import type { CompareOptions } from './options.js';

/** What was asked for, read and checked. */
export interface Selected extends Subjects {
  readonly selection: Selection;
}

/** Throws a CowlabError for the first thing that is not known or cannot be used. */
export async function select(options: CompareOptions): Promise<Selected> {
  receiveInputs({ scenario: options.scenario, recording: recordingsAmong(options.workload), plugin: options.plugin });
  const { policies, plugged } = await choosePolicies(options);
  const programs = selectScenarios([...new Set(options.scenario)], []);
  const { workloads, chosen } = await selectWorkloads(options);
  return {
    policies,
    programs,
    workloads,
    selection: {
      policies: policies.map(({ id }) => id),
      plugged,
      scenarios: programs.map((program) => ({ file: program.origin, states: likelyStates(program) })),
      bounds: boundsOf(options),
      seed: options.seed,
      speed: isTimed(options),
      workloads: chosen,
    },
  };
}
