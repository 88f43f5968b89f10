/** The words of a verdict (scenario-format, Verdicts). */

/** What a scenario may assert. */
export const assertableVerdicts = ['holds', 'violates', 'refused', 'not-applicable', 'bounded'] as const;

/** `broken`: the cell could not be finished, so nothing is known. Nobody can assert it: it is never as expected. */
export const verdicts = [...assertableVerdicts, 'broken'] as const;

/** `holds`, `violates` …: scenario-format, Verdicts. */
export type Verdict = (typeof verdicts)[number];

/** The key of `expect` that stands for every built-in policy that is not named. */
export const everyOtherPolicy = '*';

/** What kind of wrong a breach is, in the order in which it is decided. */
export const breachKinds = [
  'isolation', 'coherence', 'snapshot', 'lost-write', 'lifetime', 'filesystem', 'invariant', 'progress', 'crash',
] as const;

/** `isolation`, `coherence` … */
export type BreachKind = (typeof breachKinds)[number];

/** One thing that went wrong, as it is reported. */
export interface ReportedBreach {
  readonly kind: BreachKind;
  /** One sentence: `C.r0 = 2, the eager machine allows {1}`. */
  readonly detail: string;
}

/** One thing that went wrong, as it is found. */
export interface Breach extends ReportedBreach {
  /** Of a breach of the outcome, what is wrong in it. */
  readonly values?: readonly NamedValue[];
}

/** A value of an outcome as reports print it: `C.r0` is `2`. Of both halves of a page, where they are equal, by the name of the page. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What reports keep of a breach. */
export function reported({ kind, detail }: Breach): ReportedBreach {
  return { kind, detail };
}
