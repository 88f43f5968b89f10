/** The page of every code: what it means, what to do, what it looks like. `docs/errors.md` and `cowlab explain COW012` are made of it. */

import { errorTitles, type ErrorCode } from './codes.js';
import { actorPages } from './pages/actors.js';
import { commandLinePages } from './pages/command-line.js';
import { definitionPages } from './pages/definitions.js';
import { inputPages } from './pages/inputs.js';
import { memoryPages } from './pages/memory.js';
import { operationPages } from './pages/operations.js';
import { optionPages } from './pages/options.js';
import { orderPages } from './pages/orders.js';
import type { ErrorPage } from './pages/page.js';
import { placePages } from './pages/places.js';
import { policyPages } from './pages/policies.js';
import { resultPages } from './pages/results.js';
import { rulePages } from './pages/rules.js';
import { scenarioPages } from './pages/scenarios.js';
import { shapePages } from './pages/shapes.js';
import { tracePages } from './pages/traces.js';
import { yamlPages } from './pages/yaml.js';

/** Every code has one. */
export const errorPages: Readonly<Record<ErrorCode, ErrorPage>> = {
  ...optionPages,
  ...definitionPages,
  ...rulePages,
  ...orderPages,
  ...yamlPages,
  ...shapePages,
  ...scenarioPages,
  ...placePages,
  ...actorPages,
  ...operationPages,
  ...memoryPages,
  ...inputPages,
  ...commandLinePages,
  ...policyPages,
  ...resultPages,
  ...tracePages,
};

/** All codes, ascending. */
export const codesOfErrors = (Object.keys(errorTitles) as ErrorCode[]).sort();

/** Those that a command may end with, ascending. */
export function exitCodesOf(code: ErrorCode): readonly (2 | 3)[] {
  return [...new Set(errorPages[code].examples.map(({ exitCode }) => exitCode))].sort((a, b) => a - b);
}

/** `exit code 2: the input was refused`. */
export function exitCodesInWords(code: ErrorCode): string {
  return exitCodesOf(code)
    .map((exit) => `${exit}, ${exit === 2 ? 'the input was refused' : 'the run broke'}`)
    .join('; or ');
}

/** The whole of `docs/errors.md`; `scripts/errors-page.mjs` writes it. */
export function errorsInMarkdown(): string {
  const head =
    '# Error codes\n\nEvery message about refused input or a broken run has a code, and each code has a page here; ' +
    '`cowlab explain COW012` prints it.\nMade by `node scripts/errors-page.mjs` from `core/errors/`: do not edit it here.\n';
  return [head, ...codesOfErrors.map(inMarkdown)].join('\n');
}

function inMarkdown(code: ErrorCode): string {
  const { meaning, remedy, examples } = errorPages[code];
  const said = examples.map((example) => `\`\`\`\n${example.format()}\n\`\`\`\n`);
  return [
    `## ${code}: ${errorTitles[code]}\n`,
    `${meaning}\n`,
    ...said,
    `**What to do.** ${remedy}\n`,
    `Exit code ${exitCodesInWords(code)}.\n`,
  ].join('\n');
}
