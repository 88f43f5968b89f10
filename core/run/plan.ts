/** From what is to be compared to the jobs that do it. */

import type { Bounds } from '../program/bounds.js';
import type { Parameters } from '../program/workload.js';
import type { Job } from './job.js';
import { speedSubjects } from './speed-subjects.js';

/** Everything named, nothing left to choose: policies and workloads in the order reports show them. */
export interface Selection {
  readonly policies: readonly string[];
  /** Those of them that have something of a plugin: each of their jobs runs by itself, and disturbs no other one. */
  readonly plugged: readonly string[];
  readonly scenarios: readonly {
    /** Path of its file. */
    readonly file: string;
    /** `likelyStates` of it: the longest are begun first. */
    readonly states: number;
  }[];
  readonly workloads: readonly {
    readonly id: string;
    readonly parameters: Parameters;
    /** Of its short form, on which the simulator is timed. */
    readonly short: Parameters;
    /** Virtual pages of one of its address spaces: how long it takes is guessed from it. */
    readonly pages: number;
  }[];
  /** What the search of one scenario under one policy may cost. */
  readonly bounds: Bounds;
  readonly seed: number;
  /** Whether the simulator's own speed is measured, by itself and on every workload. */
  readonly speed: boolean;
}

/** A job, and what has to be known before it runs. */
export interface PlannedJob {
  readonly job: Job;
  /** It runs code of plugins. */
  readonly isPlugged: boolean;
  /** Seconds it takes on an ordinary machine: only the ratios matter, for the time left. */
  readonly seconds: number;
}

/** Jobs that one thread does, in this order; those of a plugin's policy are alone. */
export type Shift = readonly PlannedJob[];

/** All jobs of a comparison. */
export interface Plan {
  /** In the order of what they find: scenarios, then workload cells by workload and policy, then their speeds. */
  readonly cells: readonly PlannedJob[];
  /** The same jobs, as they are given to threads. */
  readonly shifts: readonly Shift[];
  /** To be run one at a time when nothing else runs, so that no neighbour disturbs them: each in a thread of its own. */
  readonly speed: readonly PlannedJob[];
}

/** Of a plugin's policy: enough that starting a process does not weigh, few enough that the last one is not waited for. */
const scenariosPerJob = 12;

/** Starting a thread, reading a recording, and compiling what the machine does often. */
const secondsAtLeast = 0.4;

/** Work that is worth a thread: with less of it, policies share one. */
const secondsPerThread = 2 * secondsAtLeast;

/** Verdicts and pages that an ordinary machine does in a second; most verdicts take less, those on races more. */
const rate = { verdicts: 170, pages: 450_000 } as const;

const secondsPerSpeed = 0.6;

/**
 * From a selection to its jobs.
 * @param threads that may run at once; what is found does not depend on it
 */
export function planOf(selection: Selection, threads = 1): Plan {
  const toTime = selection.speed ? policiesToTime(selection.policies) : [];
  const workloads = [...workloadJobs(selection), ...workloadSpeedJobs(selection, toTime)];
  const groups = groupsOf(selection, workloads);
  const parts = Math.max(1, Math.floor(threads / groups.length));
  const builtin = groups.flatMap((group) => {
    const own = workloads.filter(({ job }) => 'policy' in job && group.includes(job.policy));
    return dealt([...scenarioJobs(selection, group, parts), ...own], parts);
  });
  const plugged = selection.plugged.flatMap((policy) => {
    const own = workloads.filter(({ job }) => 'policy' in job && job.policy === policy);
    const jobs = Math.ceil(selection.scenarios.length / scenariosPerJob);
    return [...scenarioJobs(selection, [policy], jobs), ...own].map((job): Shift => [job]);
  });
  const shifts = [...builtin, ...plugged];
  return {
    cells: [...shifts.flat().filter(({ job }) => job.kind === 'scenarios'), ...workloads],
    shifts,
    speed: speedSubjects.flatMap((subject) =>
      toTime.map((policy): PlannedJob => ({
        job: { kind: 'speed', subject, policy },
        isPlugged: selection.plugged.includes(policy),
        seconds: secondsPerSpeed,
      })),
    ),
  };
}

/** By workload, then policy. */
function workloadJobs({ workloads, policies, plugged, seed }: Selection): readonly PlannedJob[] {
  return workloads.flatMap(({ id, parameters, pages }) =>
    policies.map((policy): PlannedJob => ({
      job: { kind: 'workload', workload: id, policy, parameters, seed },
      isPlugged: plugged.includes(policy),
      seconds: secondsAtLeast + pages / rate.pages,
    })),
  );
}

/** By workload, then policy. */
function workloadSpeedJobs({ workloads, plugged, seed }: Selection, policies: readonly string[]): readonly PlannedJob[] {
  return workloads.flatMap(({ id, short }) =>
    policies.map((policy): PlannedJob => ({
      job: { kind: 'workload-speed', workload: id, policy, parameters: short, seed },
      isPlugged: plugged.includes(policy),
      seconds: secondsPerSpeed,
    })),
  );
}

/** The scenarios under these policies as so many jobs, each with long ones and short ones: the longest first. */
function scenarioJobs(
  { scenarios, bounds, plugged }: Selection,
  policies: readonly string[],
  jobs: number,
): readonly PlannedJob[] {
  const longestFirst = scenarios.toSorted((a, b) => b.states - a.states).map(({ file }) => file);
  return Array.from({ length: jobs }, (_, job) => longestFirst.filter((_file, index) => index % jobs === job))
    .filter((files) => files.length > 0)
    .map((files): PlannedJob => ({
      job: { kind: 'scenarios', files, policies, bounds },
      isPlugged: policies.some((policy) => plugged.includes(policy)),
      seconds: (files.length * policies.length) / rate.verdicts,
    }));
}

/**
 * Built-in policies that share a thread: as a rule each has its own, since the compiled code of the machine's questions is
 * the faster the fewer answers it has seen, and one start serves all cells. A few scenarios are not worth a start.
 */
function groupsOf(selection: Selection, workloads: readonly PlannedJob[]): readonly (readonly string[])[] {
  const builtin = selection.policies.filter((id) => !selection.plugged.includes(id));
  const seconds = builtin.map((id) =>
    [...scenarioJobs(selection, [id], 1), ...workloads.filter(({ job }) => 'policy' in job && job.policy === id)].reduce(
      (sum, job) => sum + job.seconds,
      0,
    ),
  );
  const groups: string[][] = [];
  let room = 0;
  for (const [index, id] of builtin.entries()) {
    if (room <= 0) {
      groups.push([]);
      room = secondsPerThread;
    }
    groups[groups.length - 1].push(id);
    room -= seconds[index];
  }
  return groups;
}

/** Jobs on so many threads, the longest first, each to the thread with the least to do; what is timed comes last. */
function dealt(jobs: readonly PlannedJob[], parts: number): readonly Shift[] {
  const shifts = Array.from({ length: parts }, (): { seconds: number; jobs: PlannedJob[] } => ({ seconds: 0, jobs: [] }));
  for (const job of parts === 1 ? jobs : jobs.toSorted((a, b) => b.seconds - a.seconds)) {
    const least = shifts.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    least.jobs.push(job);
    least.seconds += job.seconds;
  }
  const isTimed = ({ job }: PlannedJob): number => (job.kind === 'workload-speed' ? 1 : 0);
  return shifts.map((shift) => shift.jobs.toSorted((a, b) => isTimed(a) - isTimed(b))).filter((shift) => shift.length > 0);
}

/** The first and the last, as a rule the oldest and the newest: one policy says little, all would take long. */
function policiesToTime(policies: readonly string[]): readonly string[] {
  return [...new Set([policies.at(0), policies.at(-1)])].filter((policy) => policy !== undefined);
}
