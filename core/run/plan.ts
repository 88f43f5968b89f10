/** From what is to be compared to the jobs that do it. */

import type { Bounds } from '../program/bounds.js';
import type { Parameters } from '../program/workload.js';
import type { Job } from './job.js';
import { speedSubjects } from './speed-subjects.js';

/** Everything named, nothing left to choose: policies and workloads in the order reports show them. */
export interface Selection {
  readonly policies: readonly string[];
  /** Those of them that have something of a plugin: each runs by itself, and disturbs no other one. */
  readonly plugged: readonly string[];
  /** Paths of scenario files. */
  readonly scenarios: readonly string[];
  readonly workloads: readonly {
    readonly id: string;
    readonly parameters: Parameters;
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

/** All jobs of a comparison. */
export interface Plan {
  /** Scenarios by file, then workload cells by workload and policy. */
  readonly cells: readonly PlannedJob[];
  /** To be run one at a time when nothing else runs, so that no neighbour disturbs them. */
  readonly speed: readonly PlannedJob[];
}

/** Enough that starting a thread (0.1 s) does not weigh, few enough that the last thread is not waited for. */
const scenariosPerJob = 12;

/** Starting a thread, reading a recording, and compiling what the machine does often. */
const secondsAtLeast = 0.4;

/** Verdicts and pages that an ordinary machine does in a second; most verdicts take less, those on races more. */
const rate = { verdicts: 170, pages: 450_000 } as const;

/** So many times as long takes a workload that is timed too. */
const timedTakes = 3.5;

const secondsPerSpeed = 0.6;

/** From a selection to its jobs. */
export function planOf(selection: Selection): Plan {
  const { policies, scenarios, workloads, bounds, seed } = selection;
  const chunks = Array.from({ length: Math.ceil(scenarios.length / scenariosPerJob) }, (_, chunk) =>
    scenarios.slice(chunk * scenariosPerJob, (chunk + 1) * scenariosPerJob),
  );
  const isPlugged = (ids: readonly string[]): boolean => ids.some((id) => selection.plugged.includes(id));
  const toTime = selection.speed ? policiesToTime(policies) : [];
  return {
    cells: [
      ...chunks.flatMap((files) =>
        apart(selection).map((group): PlannedJob => ({
          job: { kind: 'scenarios', files, policies: group, bounds },
          isPlugged: isPlugged(group),
          seconds: secondsAtLeast + (files.length * group.length) / rate.verdicts,
        })),
      ),
      ...workloads.flatMap(({ id, parameters, pages }) =>
        policies.map((policy): PlannedJob => {
          const timed = toTime.includes(policy);
          return {
            job: { kind: 'workload', workload: id, policy, parameters, seed, ...(timed ? { timed } : {}) },
            isPlugged: isPlugged([policy]),
            seconds: (secondsAtLeast + pages / rate.pages) * (timed ? timedTakes : 1),
          };
        }),
      ),
    ],
    speed: speedSubjects.flatMap((subject) =>
      toTime.map((policy): PlannedJob => ({
        job: { kind: 'speed', subject, policy },
        isPlugged: isPlugged([policy]),
        seconds: secondsPerSpeed,
      })),
    ),
  };
}

/** Built-in policies share a job; each of a plugin has its own, so that whatever it does there, it does to itself. */
function apart({ policies, plugged }: Selection): readonly (readonly string[])[] {
  const builtin = policies.filter((id) => !plugged.includes(id));
  const alone = policies.filter((id) => plugged.includes(id)).map((id) => [id]);
  return builtin.length === 0 ? alone : [builtin, ...alone];
}

/** The first and the last, as a rule the oldest and the newest: one policy says little, all would take long. */
function policiesToTime(policies: readonly string[]): readonly string[] {
  return [...new Set([policies.at(0), policies.at(-1)])].filter((policy) => policy !== undefined);
}
