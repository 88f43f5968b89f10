/** What a run of the main job knows: the content of `results.json`. Everything a report shows comes from here. */

import type { ReportedBreach, Verdict } from '../program/verdict.js';
import type { RecordingNotes } from '../program/workload.js';

/** Who took which step, within which operation: one line of the shortest breaching run. */
export interface TraceLine {
  /** Its name: `P`, `dev`. */
  readonly actor: string;
  /** The operation as the scenario has it: `write buf, value 1`. */
  readonly op: string;
  /** Its name, `write`; absent in results that an earlier cowlab wrote. */
  readonly operation?: string;
  /** Of the list that the actor was in: `install-pte`. */
  readonly step: string;
}

/** One scenario under one policy: the entry of `cowlab/verdicts@1`. */
export interface VerdictResult {
  /** Name of an entry of `Results.scenarios`. */
  readonly scenario: string;
  /** Id of an entry of `Results.policies`. */
  readonly policy: string;
  /** What was found; `broken` where the cell could not be finished. */
  readonly verdict: Verdict;
  /** What the scenario asserts for this policy, if anything. */
  readonly expected?: Verdict;
  /** Of the shortest breaching run first; empty unless something was breached. */
  readonly breaches: readonly ReportedBreach[];
  /** Different outcomes seen. */
  readonly outcomes: number;
  /** One for each step of a total order; of a race, each different one that was visited. */
  readonly states: number;
  /** Steps taken; in a race from each of its states. */
  readonly transitions: number;
  /** Bytes of one state of the machine; absent where there was none. */
  readonly stateBytes?: number;
  /** States of the eager machine that the verdict was compared with. */
  readonly eagerStates?: number;
  /** What the kernel's own accesses were allowed to do. */
  readonly memoryModel: 'sc' | 'tso' | 'weak';
  /** Every interleaving was seen. */
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
  /** As it was asked for: `a+b` of a composition. */
  readonly id: string;
  /** One sentence: what this policy decides differently. */
  readonly title: string;
  /** Id of the policy whose rules and orders it starts from; absent at a root. */
  readonly extends?: string;
  /** The first release that has it; absent where none has. */
  readonly since?: string;
  /** Commits and mails. */
  readonly sources: readonly string[];
}

/** A scenario, for readers of results who do not have it. */
export interface ScenarioSummary {
  /** Unique among them. */
  readonly name: string;
  /** One sentence: what it shows. */
  readonly title: string;
  /** What to know beside the title; may be empty. */
  readonly about: string;
  /** Commits, CVEs and mails. */
  readonly sources: readonly string[];
  /** Words to find it by. */
  readonly tags: readonly string[];
  /** The source that warns users of the pattern. */
  readonly documentedHazard?: string;
}

/** The same program with its processes placed otherwise. */
export interface Placement {
  /** Of the machine, in place of the assumed number. */
  readonly cpus: number;
  /** By name, as those of the measurement. */
  readonly events: Readonly<Record<string, number>>;
}

/** One workload under one policy. */
export interface Measurement {
  /** Id of an entry of `Results.workloads`. */
  readonly workload: string;
  /** Id of an entry of `Results.policies`. */
  readonly policy: string;
  /** Of the random numbers that the program is made of. */
  readonly seed: number;
  /** All of them by name, defaults filled in. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Calls of the program; 0 when the cell failed. */
  readonly operations: number;
  /** Counts by name, those of the preparation taken off. */
  readonly events: Readonly<Record<string, number>>;
  /** Most frames in use at once, 4 KiB each. */
  readonly peakFrames: number;
  /** CPUs of the machine, an assumption: process p, the lowest number free at its fork, runs on CPU p modulo this. */
  readonly cpus?: number;
  /** Counts on other numbers of CPUs, where nobody knows on which CPU a process ran. */
  readonly placements?: readonly Placement[];
  /** Of a recorded program, what its replay says of itself. */
  readonly recording?: RecordingNotes;
  /** How fast it was simulated; absent where that was not measured. */
  readonly speed?: Rate;
  /** Set when the cell failed: one sentence; the counts are then zero. */
  readonly error?: string;
}

/** How fast cowlab itself simulates, by tinybench: of one run on one machine. Says nothing about a kernel. */
export interface Rate {
  /** By the mean time of the samples; null where these differ so much that it says nothing. */
  readonly operationsPerSecond: number | null;
  /** Relative margin of error of that mean at 95 % confidence, percent. */
  readonly marginPercent: number;
  /** Runs that were timed. */
  readonly samples: number;
  /** Why there is no figure; absent where there is one. */
  readonly why?: string;
}

/** Of one subject under one policy. */
export interface Speed extends Rate {
  /** Of the two that follow: `page shared by fork, mapcount`. */
  readonly name: string;
  /** Both are absent in results that an earlier cowlab wrote. */
  readonly subject?: string;
  /** Id of the policy under which it was simulated. */
  readonly policy?: string;
}

/** A workload, for readers of results who do not have it. */
export interface WorkloadSummary {
  /** Of a recording, its path as it was given. */
  readonly id: string;
  /** One sentence: what the program does. */
  readonly title: string;
  /** What real program it stands for. */
  readonly about: string;
  /** Scenarios that do in small what its program does: under a policy that violates one, the program goes wrong. */
  readonly scenarios?: readonly string[];
}

/** How far a run came that was interrupted. */
export interface Unfinished {
  /** Cells that have a result here. */
  readonly finishedCells: number;
  /** Of the whole run: scenarios and workloads, each under every policy. */
  readonly cells: number;
}

/** The content of `results.json`, schema `cowlab/results@1`. */
export interface Results {
  /** A newer one has another number, and is refused. */
  readonly schema: 'cowlab/results@1';
  /** Of the cowlab that wrote it. */
  readonly version: string;
  /** The command that made it, as typed. */
  readonly command: string;
  /** Of the workloads, and of the order in which cells were run. */
  readonly seed: number;
  /** The workloads are at a tenth of their size, except for recordings: counts are not those of a whole run. Absent where they are whole. */
  readonly quick?: true;
  /** Set when the run was interrupted: cells without a verdict or a measurement were not run. */
  readonly unfinished?: Unfinished;
  /** The policy that costs are compared with; `mapcount` or else the first one when absent. */
  readonly baseline?: string;
  /** Where it ran: of use for the speeds only. `load` is the load average of a minute when it began. */
  readonly host: { readonly node: string; readonly platform: string; readonly cpus: number; readonly load: number };
  /** Columns, in the order of the run. */
  readonly policies: readonly PolicySummary[];
  /** Rows of `verdicts`, in the order of the run. */
  readonly scenarios: readonly ScenarioSummary[];
  /** Rows of `measurements`, in the order of the run. */
  readonly workloads: readonly WorkloadSummary[];
  /** One for each scenario under each policy that was finished. */
  readonly verdicts: readonly VerdictResult[];
  /** One for each workload under each policy that was finished. */
  readonly measurements: readonly Measurement[];
  /** How fast the simulator itself was; empty where it was not measured. */
  readonly speed: readonly Speed[];
  /** Paths of what was written into the report folder, sorted: nothing else in it is cowlab's. Absent outside of a folder. */
  readonly files?: readonly string[];
  /** What the model leaves out, one sentence each. */
  readonly notModelled: readonly string[];
}
