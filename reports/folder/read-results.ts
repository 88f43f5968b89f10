/** Reads a `results.json` back, refusing what is damaged, foreign or newer with the field that is wrong. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { $ZodIssue } from 'zod/v4/core';
import { fileNotReadable, wrongShape } from '../../core/program/errors.js';
import { inputKinds } from '../../core/run/input/limits.js';
import { isStandardInput } from '../../core/run/input/open-input.js';
import { readText } from '../../core/run/input/read-input.js';
import { reasonOf } from '../../core/run/input/reason.js';
import type { Results } from '../../core/run/results.js';

const ours = /^cowlab\/results@(\d+)$/u;

/**
 * `path` is a `results.json` or the report folder it lies in.
 * Throws a CowlabError: unreadable, not JSON, not results of cowlab, of a newer schema, or a field that does not fit.
 */
export async function readResults(path: string): Promise<Results> {
  const file = await resultsFile(path);
  const value = parse(file);
  checkSchemaName(file, value);
  const { resultsSchema } = await import('./results-schema.js');
  const checked = resultsSchema.safeParse(value, { reportInput: true });
  if (!checked.success) throw misfit(file, checked.error.issues);
  checkReferences(file, checked.data);
  return checked.data;
}

async function resultsFile(path: string): Promise<string> {
  if (isStandardInput(path)) return path;
  try {
    return (await stat(path)).isDirectory() ? join(path, 'results.json') : path;
  } catch (error) {
    throw fileNotReadable(path, reasonOf(error));
  }
}

function parse(file: string): unknown {
  const text = readText(file, inputKinds.results);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw wrongShape('The results file', `not JSON (${reasonOf(error)})`, 'a results.json as cowlab wrote it', file,
      'run the command again that made the report');
  }
}

function checkSchemaName(file: string, value: unknown): void {
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  const version = typeof schema === 'string' ? ours.exec(schema)?.[1] : undefined;
  if (version === undefined) {
    const hint = 'is this a results.json of cowlab?';
    throw wrongShape('The field `schema`', show(schema), '`cowlab/results@1`', file, hint);
  }
  if (version !== '1') {
    throw wrongShape('The field `schema`', `\`cowlab/results@${version}\`, which this version of cowlab does not know`,
      '`cowlab/results@1`', file, 'use the version of cowlab that wrote it, or a newer one');
  }
}

function misfit(file: string, issues: readonly $ZodIssue[]): Error {
  const issue = issues[0];
  if (issue === undefined) throw new Error('a failed check has an issue');
  const more = issues.length === 1 ? '' : `, and ${issues.length - 1} more`;
  return wrongShape(`The field \`${fieldName(issue.path)}\``, show(issue.input), `${issue.message}${more}`, file);
}

/** Every cell belongs to a row and a column that are described. */
function checkReferences(file: string, results: Results): void {
  const policies = new Set(results.policies.map((p) => p.id));
  const scenarios = new Set(results.scenarios.map((s) => s.name));
  const workloads = new Set(results.workloads.map((w) => w.id));
  const check = (field: string, name: string, known: ReadonlySet<string>, list: string): void => {
    if (!known.has(name)) throw wrongShape(`The field \`${field}\``, show(name), `a name listed in \`${list}\``, file);
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

/** `measurements[3].events.copies` */
function fieldName(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./u, '');
}

function show(found: unknown): string {
  if (found === undefined) return 'missing';
  const text = JSON.stringify(found);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
