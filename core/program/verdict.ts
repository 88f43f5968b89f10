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
  'isolation',
  'coherence',
  'snapshot',
  'lost-write',
  'lifetime',
  'filesystem',
  'invariant',
  'progress',
  'crash',
] as const;

/** `isolation`, `coherence` … */
export type BreachKind = (typeof breachKinds)[number];

/** A breach as reports have it: the sentence, and as data what it says. */
export interface ReportedBreach {
  /** What sort of harm it is. */
  readonly kind: BreachKind;
  /** One sentence: `C.r0 = 2, the eager machine allows {1}`. */
  readonly detail: string;
  /** The id of the invariant that no longer holds: `I1w`. Absent where it is not one of these. */
  readonly invariant?: string;
  /** What was broken, a name: `value-not-allowed`. With its facts, absent in results that an earlier cowlab wrote. */
  readonly what?: string;
  /** `{ frame: 1, mapcount: 2 }`: frames, processes, actors … by their numbers; of an outcome `values` and those `allowed`. */
  readonly facts?: Readonly<Record<string, ReportedFact>>;
}

/** A number or a name, or a list: of texts, of values by their names, or of operations that actors are in. */
export type ReportedFact =
  | number
  | string
  | readonly string[]
  | readonly { readonly name: string; readonly value: string }[]
  | readonly { readonly actor: string; readonly operation: string }[];
