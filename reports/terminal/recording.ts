/** Recorded programs against their replay: the figures once, or as a range where policies differ. */

import { plural, showCount } from '../../core/errors/numbers.js';
import { valueOf } from '../../core/program/recording-figures.js';
import type { Figure, RecordingNotes } from '../../core/program/workload.js';
import type { Measurement, Results } from '../../core/run/results.js';
import { showCounts } from '../words/numbers.js';
import { paragraph } from './paragraph.js';

/** Most processes that are named; the others are one sum. */
const mostNamed = 4;

/**
 * How many accesses were replayed, how many faulted, on how many that says something, and why the others differ. Empty
 * for a program that was not recorded.
 */
export function recordingLines(cells: readonly Measurement[], width: number): readonly string[] {
  const notes = cells.flatMap(({ recording }) => recording ?? []);
  const [any] = notes;
  if (any === undefined) return [];
  const range = (id: string, words?: string): string => showCounts(notes.map(({ figures }) => valueOf(figures, id, words)));
  const reasons = [...new Set(notes.flatMap(({ figures }) => named(figures, 'differs').map(({ words }) => words)))];
  const figures = [
    `${range('replayed')} accesses replayed, one per recorded fault; faults in the recording`,
    `${range('faultsRecorded')} (${range('writesToPresentRecorded')} writes to present pages),`,
    `in the model ${range('faultedInModel')} (${range('writesToPresentInModel')})`,
  ];
  const agreement = [
    `${range('agreeForetold')} agree as mappings and forks foretell, whatever the policy;`,
    `${range('agreeByConstruction')} by construction: the page was put there because this fault found it;`,
    reasons.length === 0 ? 'none differs' : 'the others differ:',
  ];
  return [
    ...paragraph('  ', figures.join(' '), width),
    ...paragraph('  ', byProcess(any.processes), width),
    ...paragraph('  ', agreement.join(' '), width),
    ...reasons.flatMap((reason) => paragraph(`    ${range('differs', reason)} `, reason, width)),
    ...besideTheAccesses(any, width),
  ];
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

/** What the replay did that was not recorded, and what it left out; no policy changes either. */
function besideTheAccesses({ figures }: RecordingNotes, width: number): readonly string[] {
  const inferredStores = valueOf(figures, 'inferredStores');
  const stores = plural(inferredStores, 'store');
  const inferred = `${stores} of the kernel, which a later fault shows, replayed too: not in the recording, nor among the events`;
  return [
    ...(inferredStores === 0 ? [] : paragraph('  ', inferred, width)),
    ...named(figures, 'notReplayed').flatMap(({ words, value }) => {
      const times = value === 1 ? '' : `, ${showCount(value)} times`;
      return paragraph('  ', `not replayed${times}: ${words}`, width);
    }),
  ];
}

function named(figures: readonly Figure[], id: string): readonly Figure[] {
  return figures.filter((figure) => figure.id === id);
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
