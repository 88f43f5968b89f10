/** What a run of the main job knows: the content of `results.json`. Everything a report shows comes from here. */

import type { ReportedBreach, Verdict } from '../program/verdict.js';
import type { RecordingNotes } from '../program/workload.js';

/** A step of a trace. */
export interface TraceLine {
  readonly actor: string;
  /** The operation as the scenario has it: `write buf, value 1`. */
  readonly op: string;
  /** Its name, `write`; absent in results that an earlier cowlab wrote. */
  readonly operation?: string;
  readonly step: string;
}

/** One scenario under one policy: the entry of `cowlab/verdicts@1`. */
export interface VerdictResult {
  readonly scenario: string;
  readonly policy: string;
  readonly verdict: Verdict;
  /** What the scenario asserts for this policy, if anything. */
  readonly expected?: Verdict;
  readonly breaches: readonly ReportedBreach[];
  /** Different outcomes seen. */
  readonly outcomes: number;
  readonly states: number;
  readonly transitions: number;
  /** Bytes of one state of the machine; absent where there was none. */
  readonly stateBytes?: number;
  /** States of the eager machine that the verdict was compared with. */
  readonly eagerStates?: number;
  readonly memoryModel: 'sc' | 'tso' | 'weak';
  readonly complete: boolean;
  /** Event counts over `steps` and `after` of one run; races are not counted. */
  readonly events: Readonly<Record<string, number>>;
  /** Differences from `expect-events`, one sentence each. */
  readonly eventMismatches?: readonly string[];
  /** The source of a documented hazard. */
  readonly documentedHazard?: string;
  /** For not-applicable: what is missing. For bounded: the bound. For broken: what happened, and whose fault it is. */
  readonly why?: string;
  /** Set when the cell is broken: the same sentence as `why`. */
  readonly error?: string;
  /** The shortest step sequence of the first breach. */
  readonly trace?: readonly TraceLine[];
  /** Steps behind the last of the trace, where there are too many to be kept. */
  readonly traceOmits?: number;
  /** That run as a person reads it, the content of `traces/SCENARIO.POLICY.txt`. */
  readonly explanation?: string;
}

/** A policy, for readers of results who do not have it. */
export interface PolicySummary {
  readonly id: string;
  /** One sentence: what this policy decides differently. */
  readonly title: string;
  readonly extends?: string;
  readonly since?: string;
  readonly sources: readonly string[];
}

/** A scenario, for readers of results who do not have it. */
export interface ScenarioSummary {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly sources: readonly string[];
  readonly tags: readonly string[];
  readonly documentedHazard?: string;
}

/** The same program with its processes placed otherwise. */
export interface Placement {
  readonly cpus: number;
  readonly events: Readonly<Record<string, number>>;
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
  /** CPUs of the machine, an assumption: process p, the lowest number free at its fork, runs on CPU p modulo this. */
  readonly cpus?: number;
  /** Counts on other numbers of CPUs, where nobody knows on which CPU a process ran. */
  readonly placements?: readonly Placement[];
  readonly recording?: RecordingNotes;
  /** How fast it was simulated; absent where that was not measured. */
  readonly speed?: Rate;
  /** Set when the cell failed: one sentence; the counts are then zero. */
  readonly error?: string;
}

/** How fast cowlab itself simulates, by tinybench: of one run on one machine. Says nothing about a kernel. */
export interface Rate {
  /** By the mean time of the samples. */
  readonly operationsPerSecond: number;
  /** Relative margin of error of that mean at 95 % confidence, percent. */
  readonly marginPercent: number;
  readonly samples: number;
}

/** Of one subject under one policy. */
export interface Speed extends Rate {
  /** Of the two that follow: `page shared by fork, mapcount`. */
  readonly name: string;
  /** Both are absent in results that an earlier cowlab wrote. */
  readonly subject?: string;
  readonly policy?: string;
}

/** A workload, for readers of results who do not have it. */
export interface WorkloadSummary {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Scenarios that do in small what its program does: under a policy that violates one, the program goes wrong. */
  readonly scenarios?: readonly string[];
}

/** How far a run came that was interrupted. */
export interface Unfinished {
  readonly finishedCells: number;
  /** Of the whole run: scenarios and workloads, each under every policy. */
  readonly cells: number;
}

/** The content of `results.json`, schema `cowlab/results@1`. */
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
  /** Paths of what was written into the report folder, sorted: nothing else in it is cowlab's. Absent outside of a folder. */
  readonly files?: readonly string[];
  /** What the model leaves out, one sentence each. */
  readonly notModelled: readonly string[];
}
