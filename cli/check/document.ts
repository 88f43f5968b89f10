/** The document of `cowlab check --json`. */

import type { VerdictResult } from '../../core/run/results.js';

/** The document `cowlab/verdicts@1`. */
export interface VerdictDocument {
  readonly schema: 'cowlab/verdicts@1';
  readonly verdicts: readonly VerdictResult[];
}

/** In a trace, `op` is the name of the operation alone. */
export function verdictDocument(results: readonly VerdictResult[]): VerdictDocument {
  const verdicts = results.map((result) => {
    if (result.trace === undefined) return result;
    return { ...result, trace: result.trace.map(({ actor, op, operation = op, step }) => ({ actor, op: operation, step })) };
  });
  return { schema: 'cowlab/verdicts@1', verdicts };
}
