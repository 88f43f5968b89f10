/** The shape of `results.json`, checked when a report is made again from it, but for the checksum. */

import { z } from 'zod';
import { breachKinds, verdicts } from '../../core/program/verdict.js';
import type { Results } from '../../core/run/results.js';
import type { WrittenMeasurement } from './older-notes.js';

/** Counts beyond 2^53 are no longer exact, and no run has them. */
const count = z.int().min(0);
const counts = z.record(z.string(), count);
const strings = z.array(z.string());

const breachFact = z.union([
  z.number(),
  z.string(),
  strings,
  z.array(z.strictObject({ name: z.string(), value: z.string() })),
  z.array(z.strictObject({ actor: z.string(), operation: z.string() })),
]);

const reportedBreach = z.strictObject({
  kind: z.enum(breachKinds),
  detail: z.string(),
  invariant: z.string().optional(),
  what: z.string().optional(),
  facts: z.record(z.string(), breachFact).optional(),
});

const verdictResult = z.strictObject({
  scenario: z.string(),
  policy: z.string(),
  verdict: z.enum(verdicts),
  expected: z.enum(verdicts).optional(),
  breaches: z.array(reportedBreach),
  outcomes: count,
  states: count,
  transitions: count,
  stateBytes: count.optional(),
  eagerStates: count.optional(),
  memoryModel: z.enum(['sc', 'tso', 'weak']),
  complete: z.boolean(),
  events: counts,
  eventMismatches: strings.optional(),
  documentedHazard: z.string().optional(),
  why: z.string().optional(),
  error: z.string().optional(),
  trace: z
    .array(z.strictObject({ actor: z.string(), op: z.string(), operation: z.string().optional(), step: z.string() }))
    .optional(),
  traceOmits: count.optional(),
  explanation: z.string().optional(),
});

const policySummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  extends: z.string().optional(),
  since: z.string().optional(),
  sources: strings,
});

const scenarioSummary = z.strictObject({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  sources: strings,
  tags: strings,
  documentedHazard: z.string().optional(),
});

const besideFigures = {
  processes: z.array(z.strictObject({ pid: count, comm: z.string(), faultsRecorded: count, faultedInModel: count })),
  notContained: strings,
};

const recordingNotes = z.strictObject({
  figures: z.array(
    z.strictObject({ id: z.string(), value: count, unit: z.string(), words: z.string(), part: z.string().optional() }),
  ),
  ...besideFigures,
});

/** As an earlier cowlab wrote it: a field for each figure. */
const recordingNotesBefore = z.strictObject({
  replayed: count,
  faultedInModel: count,
  faultsRecorded: count,
  writesToPresentRecorded: count,
  writesToPresentInModel: count,
  agreeByConstruction: count,
  agreeForetold: count,
  differences: z.array(z.strictObject({ reason: z.string(), count })),
  inferredStores: count,
  notReplayed: z.array(z.strictObject({ what: z.string(), count })),
  ...besideFigures,
});

const measured = z.number().min(0);
const rate = { operationsPerSecond: measured.nullable(), marginPercent: measured, samples: count, why: z.string().optional() };

const measurement = z.strictObject({
  workload: z.string(),
  policy: z.string(),
  seed: count,
  parameters: z.record(z.string(), z.number()),
  operations: count,
  events: counts,
  peakFrames: count,
  cpus: count.optional(),
  placements: z.array(z.strictObject({ cpus: count, events: counts })).optional(),
  recording: z.union([recordingNotes, recordingNotesBefore]).optional(),
  speed: z.strictObject(rate).optional(),
  error: z.string().optional(),
});

const speed = z.strictObject({ name: z.string(), subject: z.string().optional(), policy: z.string().optional(), ...rate });

/** Results of this cowlab or of an earlier one. */
export type WrittenResults = Omit<Results, 'measurements'> & { readonly measurements: readonly WrittenMeasurement[] };

/** The shape of `results.json`, without its checksum. */
export const resultsSchema: z.ZodType<WrittenResults> = z.strictObject({
  schema: z.literal('cowlab/results@1'),
  version: z.string(),
  command: z.string(),
  seed: count,
  quick: z.literal(true).optional(),
  unfinished: z.strictObject({ finishedCells: count, cells: count }).optional(),
  baseline: z.string().optional(),
  host: z.strictObject({ node: z.string(), platform: z.string(), cpus: count, load: measured }),
  policies: z.array(policySummary),
  scenarios: z.array(scenarioSummary),
  workloads: z.array(z.strictObject({ id: z.string(), title: z.string(), about: z.string(), scenarios: strings.optional() })),
  verdicts: z.array(verdictResult),
  measurements: z.array(measurement),
  speed: z.array(speed),
  files: strings.optional(),
  notModelled: strings,
});
