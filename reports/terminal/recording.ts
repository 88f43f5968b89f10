/** Recorded programs against their replay: the figures once, or as a range where policies differ. */

import { showCount } from '../../core/errors/numbers.js';
import type { RecordingNotes } from '../../core/program/workload.js';
import type { Measurement, Results } from '../../core/run/results.js';
import { figureParts, type FigurePart } from '../findings/recorded-figures.js';
import { showCounts } from '../words/numbers.js';
import { paragraph } from './paragraph.js';

/** Most processes that are named; the others are one sum. */
const mostNamed = 4;

/** What the replays of a recording came to, a range where they differ. Empty for a program that was not recorded. */
export function recordingLines(cells: readonly Measurement[], width: number): readonly string[] {
  const notes = cells.flatMap(({ recording }) => recording ?? []);
  const [any] = notes;
  if (any === undefined) return [];
  const [whole, ...parts] = figureParts(notes);
  return [
    ...paragraph('  ', whole.rows.map(({ figure, values }) => `${figure.words} ${showCounts(values)}`).join('; '), width),
    ...paragraph('  ', byProcess(any.processes), width),
    ...parts.flatMap((part) => partLines(part, width)),
  ];
}

/** What never came is not told. */
function partLines({ part = '', rows }: FigurePart, width: number): readonly string[] {
  const came = rows.filter(({ values }) => values.some((value) => value !== 0));
  if (came.length === 0) return [];
  const lines = came.flatMap(({ figure, values }) => paragraph(`    ${showCounts(values)} `, figure.words, width));
  return [...paragraph('  ', `${part}:`, width), ...lines];
}

/** `faults by process: redis-server (300) 13,584, cat (371) 1`, most faults first. */
function byProcess(processes: RecordingNotes['processes']): string {
  const sorted = processes.toSorted((a, b) => b.faultsRecorded - a.faultsRecorded);
  const named = sorted.slice(0, sorted.length > mostNamed + 1 ? mostNamed : sorted.length);
  const others = sorted.slice(named.length);
  const sum = others.reduce((faults, { faultsRecorded }) => faults + faultsRecorded, 0);
  return `faults by process: ${[
    ...named.map(({ comm, pid, faultsRecorded }) => `${comm} (${pid}) ${showCount(faultsRecorded)}`),
    ...(others.length === 0 ? [] : [`${others.length} others ${showCount(sum)}`]),
  ].join(', ')}`;
}

/** What no verdict is drawn about: for all recordings together, then what is special to one. */
export function limitsOfRecordings(results: Results, width: number): readonly string[] {
  const recordings = results.workloads.flatMap(({ id }) => {
    const notes = results.measurements.flatMap(({ workload, recording }) => (workload === id ? (recording ?? []) : []));
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
