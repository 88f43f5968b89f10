/** Recorded programs against their replay: the figures once, or as a range where policies differ. */

import type { RecordingNotes } from '../../core/program/workload.js';
import type { Measurement, Results } from '../../core/run/results.js';
import { showCount } from '../numbers.js';
import { paragraph } from './paragraph.js';

/** How many accesses were replayed, how many faulted, and why that differs. Empty for a program that was not recorded. */
export function recordingLines(cells: readonly Measurement[], width: number): readonly string[] {
  const notes = cells.flatMap(({ recording }) => recording ?? []);
  if (notes.length === 0) return [];
  const range = (count: (n: RecordingNotes) => number): string => rangeOf(notes.map(count));
  const reasons = [...new Set(notes.flatMap((n) => n.differences.map((d) => d.reason)))];
  const countOf = (reason: string) => (n: RecordingNotes): number =>
    n.differences.find((d) => d.reason === reason)?.count ?? 0;
  const recorded = `${range((n) => n.faultsRecorded)} (${range((n) => n.writesToPresentRecorded)} writes to present pages)`;
  const inModel = `${range((n) => n.faultedInModel)} (${range((n) => n.writesToPresentInModel)})`;
  const figures = [
    `${range((n) => n.replayed)} accesses replayed, one per recorded fault; faults in the recording ${recorded},`,
    `in the model ${inModel}: ${reasons.length === 0 ? 'they agree on every access' : 'they differ by'}`,
  ];
  return [
    ...paragraph('  ', figures.join(' '), width),
    ...reasons.flatMap((reason) => paragraph(`    ${range(countOf(reason))} `, reason, width)),
  ];
}

/** What no verdict is drawn about: for all recordings together, then what is special to one. */
export function limitsOfRecordings(results: Results, width: number): readonly string[] {
  const recordings = results.workloads.flatMap(({ id }) => {
    const notes = results.measurements.flatMap(({ workload, recording }) => (workload === id ? recording ?? [] : []));
    return notes.length === 0 ? [] : [{ id, missing: [...new Set(notes.flatMap((n) => n.notContained))] }];
  });
  const [first] = recordings;
  if (first === undefined) return [];
  const shared = first.missing.filter((thing) => recordings.every(({ missing }) => missing.includes(thing)));
  const special = recordings.flatMap(({ id, missing }) => {
    const own = missing.filter((thing) => !shared.includes(thing));
    return own.length === 0 ? [] : paragraph('  ', `${id}, too: ${own.join('; ')}`, width);
  });
  const who = recordings.length === 1 ? first.id : 'a recording';
  return [...paragraph('', `No verdict is drawn from what ${who} cannot contain: ${shared.join('; ')}`, width), ...special, ''];
}

/** `13,845`, or `13,845 to 13,850` where the policies differ. */
function rangeOf(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? showCount(least) : `${showCount(least)} to ${showCount(most)}`;
}
