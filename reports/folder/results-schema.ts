/** The shape of `results.json`, checked when a report is made again from it. */

import { z } from 'zod';
import { breachKinds, verdicts } from '../../core/program/verdict.js';
import type { Results } from '../../core/run/results.js';

const count = z.number().min(0);
const counts = z.record(z.string(), count);
const strings = z.array(z.string());

const verdictResult = z.object({
  scenario: z.string(),
  policy: z.string(),
  verdict: z.enum(verdicts),
  expected: z.enum(verdicts).optional(),
  breaches: z.array(z.object({ kind: z.enum(breachKinds), detail: z.string() })),
  outcomes: count,
  states: count,
  transitions: count,
  stateBytes: count.optional(),
  memoryModel: z.enum(['sc', 'tso', 'weak']),
  complete: z.boolean(),
  events: counts,
  eventMismatches: strings.optional(),
  documentedHazard: z.string().optional(),
  why: z.string().optional(),
  error: z.string().optional(),
  trace: z.array(z.object({ actor: z.string(), op: z.string(), step: z.string() })).optional(),
  explanation: z.string().optional(),
});

const policySummary = z.object({
  id: z.string(), title: z.string(), extends: z.string().optional(), since: z.string().optional(), sources: strings,
});

const scenarioSummary = z.object({
  name: z.string(), title: z.string(), about: z.string(), sources: strings, tags: strings,
  documentedHazard: z.string().optional(),
});

const recordingNotes = z.object({
  replayed: count,
  faultedInModel: count,
  faultsRecorded: count,
  writesToPresentRecorded: count,
  writesToPresentInModel: count,
  agreeByConstruction: count,
  agreeForetold: count,
  differences: z.array(z.object({ reason: z.string(), count })),
  processes: z.array(z.object({ pid: count, comm: z.string(), faultsRecorded: count, faultedInModel: count })),
  inferredStores: count,
  notReplayed: z.array(z.object({ what: z.string(), count })),
  notContained: strings,
});

const rate = { operationsPerSecond: count, marginPercent: count, samples: count };

const measurement = z.object({
  workload: z.string(),
  policy: z.string(),
  seed: z.number(),
  parameters: z.record(z.string(), z.number()),
  operations: count,
  events: counts,
  peakFrames: count,
  cpus: count.optional(),
  placements: z.array(z.object({ cpus: count, events: counts })).optional(),
  recording: recordingNotes.optional(),
  speed: z.object(rate).optional(),
  error: z.string().optional(),
});

const speed = z.object({ name: z.string(), ...rate });

export const resultsSchema: z.ZodType<Results> = z.object({
  schema: z.literal('cowlab/results@1'),
  version: z.string(),
  command: z.string(),
  seed: z.number(),
  unfinished: z.object({ finishedCells: count, cells: count }).optional(),
  baseline: z.string().optional(),
  host: z.object({ node: z.string(), platform: z.string(), cpus: count, load: count }),
  policies: z.array(policySummary),
  scenarios: z.array(scenarioSummary),
  workloads: z.array(z.object({
    id: z.string(), title: z.string(), about: z.string(), scenarios: strings.optional(),
  })),
  verdicts: z.array(verdictResult),
  measurements: z.array(measurement),
  speed: z.array(speed),
  files: strings.optional(),
  notModelled: strings,
});
