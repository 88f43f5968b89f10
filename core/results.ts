/** `cowlab/results`: what `results.json` and `cowlab check --json` hold, and how a verdict becomes an entry of theirs. */

// For readers of results.
export type {
  Measurement,
  Placement,
  PolicySummary,
  Rate,
  Results,
  ScenarioSummary,
  Speed,
  TraceLine,
  Unfinished,
  VerdictResult,
  WorkloadSummary,
} from './run/results.js';
export type { ReportedBreach, ReportedFact } from './program/verdict.js';
export type { Figure, RecordedProcess, RecordingNotes } from './program/workload.js';
export { isAsExpected } from './run/as-expected.js';

// For whoever makes them from programs that they checked.
export { verdictResult } from './run/verdict-result.js';
export { expectationsFor, type Expectations, type PolicyOfKey } from './run/expectations.js';
