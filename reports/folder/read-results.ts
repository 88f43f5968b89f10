/** Reads a `results.json` back, refusing what is damaged, foreign or newer with the field that is wrong. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  fieldUnfit,
  fileNotReadable,
  notResults,
  resultGivenTwice,
  resultOfUnknown,
  resultsChanged,
  resultsOfOtherVersion,
} from '../../core/errors/errors.js';
import { inputKinds } from '../../core/run/input/limits.js';
import { isStandardInput } from '../../core/run/input/open-input.js';
import { readText } from '../../core/run/input/read-input.js';
import type { Results } from '../../core/run/results.js';
import { steady } from '../../core/run/steady.js';
import { parseJson } from './json-text.js';
import { firstMisfit } from './misfit.js';
import { asNow } from './older-notes.js';
import { checksumOfResults } from './results-json.js';

const ourSchema = 'cowlab/results@1';
const ours = /^cowlab\/results@(\d+)$/u;

/**
 * `path` is a `results.json`, the report folder it lies in, or `-` for standard input.
 * @throws {CowlabError} the codes of files for what cannot be read; COW053 or COW054 for text that is no JSON, or too much;
 * COW055 for what is not of cowlab, COW051 of a newer schema; COW050 for a field that does not fit, COW056 for a cell of nothing
 * that is described, COW057 for one given twice, COW058 for a checksum that is not that of the content
 */
export async function readResults(path: string): Promise<Results> {
  const file = await resultsFile(path);
  const value = parseJson(readText(file, inputKinds.results), file);
  checkSchemaName(file, value);
  const { checksum, ...content } = value;
  const { resultsSchema } = await import('./results-schema.js');
  const misfit = firstMisfit(resultsSchema, content);
  if (misfit !== undefined) throw fieldUnfit(fieldName(misfit.path), show(misfit.found), misfit.expected, file);
  const results = content as unknown as Results;
  checkReferences(file, results);
  checkOnce(file, results);
  checkSum(file, results, checksum);
  return { ...results, measurements: results.measurements.map(asNow), speed: results.speed.map(steady) };
}

async function resultsFile(path: string): Promise<string> {
  if (isStandardInput(path)) return path;
  try {
    return (await stat(path)).isDirectory() ? join(path, 'results.json') : path;
  } catch (error) {
    throw fileNotReadable(path, error);
  }
}

function checkSchemaName(file: string, value: unknown): asserts value is Readonly<Record<string, unknown>> {
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  const version = typeof schema === 'string' ? ours.exec(schema)?.[1] : undefined;
  if (version === undefined) throw notResults(show(schema), ourSchema, file);
  if (version !== '1') throw resultsOfOtherVersion(`cowlab/results@${version}`, ourSchema, file);
}

/** Every cell belongs to a row and a column that are described. */
function checkReferences(file: string, results: Results): void {
  const policies = new Set(results.policies.map((p) => p.id));
  const scenarios = new Set(results.scenarios.map((s) => s.name));
  const workloads = new Set(results.workloads.map((w) => w.id));
  const check = (field: string, name: string, known: ReadonlySet<string>, list: string): void => {
    if (!known.has(name)) throw resultOfUnknown(field, show(name), list, file);
  };
  if (results.baseline !== undefined) check('baseline', results.baseline, policies, 'policies');
  results.verdicts.forEach((verdict, index) => {
    check(`verdicts[${index}].scenario`, verdict.scenario, scenarios, 'scenarios');
    check(`verdicts[${index}].policy`, verdict.policy, policies, 'policies');
  });
  results.measurements.forEach((cell, index) => {
    check(`measurements[${index}].workload`, cell.workload, workloads, 'workloads');
    check(`measurements[${index}].policy`, cell.policy, policies, 'policies');
  });
}

/** A name stands for one thing, and a cell has one result. */
function checkOnce(file: string, results: Results): void {
  const check = <Item>(list: string, items: readonly Item[], nameOf: (item: Item) => string): void => {
    const seen = new Map<string, number>();
    items.forEach((item, index) => {
      const name = nameOf(item);
      const first = seen.get(name);
      if (first !== undefined) throw resultGivenTwice(`${list}[${index}]`, `${list}[${first}]`, show(name), file);
      seen.set(name, index);
    });
  };
  check('policies', results.policies, ({ id }) => id);
  check('scenarios', results.scenarios, ({ name }) => name);
  check('workloads', results.workloads, ({ id }) => id);
  check('verdicts', results.verdicts, ({ scenario, policy }) => `${scenario} under ${policy}`);
  check('measurements', results.measurements, ({ workload, policy }) => `${workload} under ${policy}`);
  check('speed', results.speed, ({ name }) => name);
}

function checkSum(file: string, results: Results, checksum: unknown): void {
  const expected = checksumOfResults(results);
  if (checksum !== expected) throw resultsChanged(show(checksum), expected, file);
}

/** `measurements[3].events.copies` */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./u, '');
}

function show(found: unknown): string {
  if (found === undefined) return 'missing';
  // It may be of any size, and nested to any depth.
  if (typeof found === 'object' && found !== null) return Array.isArray(found) ? 'a list' : 'a map';
  const text = JSON.stringify(found);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
