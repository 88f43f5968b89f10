/** The document of `cowlab report DIR DIR2 --json`. */

import { type Changes, type Finding, sayUnexpected, type VerdictChange } from '../../reports/index.js';
import type { Compared } from './text.js';

/** The document `cowlab/changes@1`, as text. What is not as expected is one sentence in it. */
export function changesDocument(changes: Changes, before: Compared, after: Compared): string {
  const document = { ...changes, verdicts: changes.verdicts.map(verdictOf), before: originOf(before), after: originOf(after) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function verdictOf({ scenario, policy, direction, before, after, figures }: VerdictChange): object {
  return { scenario, policy, direction, before: before && findingOf(before), after: after && findingOf(after), figures };
}

function findingOf({ verdict, kinds, unexpected, error }: Finding): object {
  return { verdict, kinds, unexpected: unexpected && sayUnexpected(unexpected), error };
}

function originOf({ name, results: { version, command, seed } }: Compared): object {
  return { folder: name, version, command, seed };
}
