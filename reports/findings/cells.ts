/** The matrix of a run: verdicts by scenario and policy. */

import { isAsExpected } from '../../core/run/as-expected.js';
import type { Results, ScenarioSummary, VerdictResult } from '../../core/run/results.js';
import { observedLast } from './observed.js';

/** Verdicts by scenario and policy. */
export class Cells {
  private readonly byScenario = new Map<string, Map<string, VerdictResult>>();

  constructor(private readonly results: Results) {
    for (const verdict of results.verdicts) {
      const row = this.byScenario.get(verdict.scenario) ?? new Map<string, VerdictResult>();
      row.set(verdict.policy, verdict);
      this.byScenario.set(verdict.scenario, row);
    }
  }

  at(scenario: string, policy: string): VerdictResult | undefined {
    return this.byScenario.get(scenario)?.get(policy);
  }

  /** The results of one scenario that exist, in order of the policies. */
  row(scenario: string): readonly VerdictResult[] {
    return this.results.policies.flatMap((policy) => this.at(scenario, policy.id) ?? []);
  }

  /** True when every policy was run and holds, as far as anything is asserted. */
  holdsEverywhere(scenario: ScenarioSummary): boolean {
    const row = this.row(scenario.name);
    return row.length === this.results.policies.length && row.every((r) => r.verdict === 'holds' && isAsExpected(r));
  }

  /** Scenarios that tell policies apart or fail, those performed on real kernels last: the order of reports. */
  telling(): readonly ScenarioSummary[] {
    return observedLast(this.results.scenarios.filter((scenario) => !this.holdsEverywhere(scenario)));
  }

  /** The others. */
  quiet(): readonly ScenarioSummary[] {
    return observedLast(this.results.scenarios.filter((scenario) => this.holdsEverywhere(scenario)));
  }

  /** Results in order of the scenarios, then of the policies. */
  all(): readonly VerdictResult[] {
    return this.results.scenarios.flatMap((scenario) => this.row(scenario.name));
  }
}
