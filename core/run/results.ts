/** What a run of the main job knows: the content of `results.json`. Everything a report shows comes from here. */

import type { Breach, Verdict } from '../program/verdict.js';
import type { RecordingNotes } from '../program/workload.js';

export interface TraceLine {
  readonly actor: string;
  /** The operation as the scenario has it. */
  readonly op: string;
  readonly step: string;
}

/** One scenario under one policy: the entry of `cowlab/verdicts@1`. */
export interface VerdictResult {
  readonly scenario: string;
  readonly policy: string;
  readonly verdict: Verdict;
  /** What the scenario asserts for this policy, if anything. */
  readonly expected?: Verdict;
  readonly breaches: readonly Breach[];
  /** Different outcomes seen. */
  readonly outcomes: number;
  readonly states: number;
  readonly transitions: number;
  readonly memoryModel: 'sc' | 'tso' | 'weak';
  readonly complete: boolean;
  /** Event counts over `steps` and `after` of one run; races are not counted. */
  readonly events: Readonly<Record<string, number>>;
  /** Differences from `expect-events`, one sentence each. */
  readonly eventMismatches?: readonly string[];
  /** The source of a documented hazard. */
  readonly documentedHazard?: string;
  /** For not-applicable: what is missing. For bounded: the bound. */
  readonly why?: string;
  /** Set when the cell failed, for instance because a rule threw: one sentence; it is then bounded. */
  readonly error?: string;
  /** The shortest step sequence of the first breach. */
  readonly trace?: readonly TraceLine[];
  /** That run as a person reads it, the content of `traces/SCENARIO.POLICY.txt`. */
  readonly explanation?: string;
}

export interface PolicySummary {
  readonly id: string;
  /** One sentence: what this policy decides differently. */
  readonly title: string;
  readonly extends?: string;
  readonly since?: string;
  readonly sources: readonly string[];
}

export interface ScenarioSummary {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly sources: readonly string[];
  readonly tags: readonly string[];
  readonly documentedHazard?: string;
}

/** One workload under one policy. */
export interface Measurement {
  readonly workload: string;
  readonly policy: string;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, number>>;
  readonly operations: number;
  readonly events: Readonly<Record<string, number>>;
  readonly peakFrames: number;
  readonly recording?: RecordingNotes;
  /** Set when the cell failed: one sentence; the counts are then zero. */
  readonly error?: string;
}

/** The simulator's own speed by tinybench: medians and relative margins of error of one run on one machine. */
export interface Speed {
  readonly name: string;
  readonly operationsPerSecond: number;
  /** Relative margin of error, percent. */
  readonly marginPercent: number;
  readonly samples: number;
}

export interface WorkloadSummary {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

/** How far a run came that was interrupted. */
export interface Unfinished {
  readonly finishedCells: number;
  /** Of the whole run: scenarios and workloads, each under every policy. */
  readonly cells: number;
}

export interface Results {
  readonly schema: 'cowlab/results@1';
  readonly version: string;
  /** The command that made it, as typed. */
  readonly command: string;
  readonly seed: number;
  /** Set when the run was interrupted: cells without a verdict or a measurement were not run. */
  readonly unfinished?: Unfinished;
  /** The policy that costs are compared with; `mapcount` or else the first one when absent. */
  readonly baseline?: string;
  readonly host: { readonly node: string; readonly platform: string; readonly cpus: number; readonly load: number };
  readonly policies: readonly PolicySummary[];
  readonly scenarios: readonly ScenarioSummary[];
  readonly workloads: readonly WorkloadSummary[];
  readonly verdicts: readonly VerdictResult[];
  readonly measurements: readonly Measurement[];
  readonly speed: readonly Speed[];
  /** What the model leaves out, one sentence each. */
  readonly notModelled: readonly string[];
}
