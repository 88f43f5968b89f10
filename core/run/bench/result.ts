/** What `npm run bench` and `npm run bench:explore` say: figures of cowlab's own speed, of one run on one machine. */

import { wordsOf } from '../../errors/thrown.js';
import type { Results } from '../results.js';
import type { Samples } from './samples.js';

/** One figure of `cowlab bench --simulator --json`, or of `--explore`. */
export interface BenchResult {
  /** `access-vs-bare-loop`. */
  readonly name: string;
  /** What was compared with what, one sentence. */
  readonly about: string;
  /** Median; null when it could not be measured. */
  readonly value: number | null;
  /** `ratio`, or the unit of an absolute figure, which says something about this machine only. */
  readonly unit: string;
  readonly aim?: string;
  /** Only for ratios and for what is counted: an absolute time decides nothing. */
  readonly met?: boolean;
  readonly samples: number;
  /** Half the distance between the quartiles, in the unit of the value; null without a value. */
  readonly spread: number | null;
  /** Why it could not be measured. */
  readonly why?: string;
}

/** The document of both. */
export interface BenchDocument {
  readonly schema: 'cowlab/bench@1';
  readonly host: Results['host'];
  readonly results: readonly BenchResult[];
}

/** A figure before it is measured. */
export interface Figure extends Pick<BenchResult, 'name' | 'about' | 'unit'> {
  /** In words; of a ratio, the least or the most it should be. */
  readonly aim?: string | { readonly atLeast: number } | { readonly atMost: number };
  readonly measure: () => Samples | Promise<Samples>;
}

/** One after the other, since each wants the machine for itself. What throws has no value, and the others are measured. */
export async function measureAll(
  figures: readonly Figure[],
  onProgress: (done: number, next: string | undefined) => void,
): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const [done, figure] of figures.entries()) {
    onProgress(done, figure.name);
    results.push(await resultOf(figure));
  }
  onProgress(figures.length, undefined);
  return results;
}

async function resultOf({ name, about, unit, aim, measure }: Figure): Promise<BenchResult> {
  const said = aim === undefined ? {} : { aim: sayAim(aim) };
  try {
    const { median, spread, samples } = await measure();
    const met = aim === undefined || typeof aim === 'string' ? {} : { met: isMet(aim, median) };
    return { name, about, value: rounded(median), unit, ...said, ...met, samples, spread: rounded(spread) };
  } catch (error) {
    return { name, about, value: null, unit, ...said, samples: 0, spread: null, why: wordsOf(error) };
  }
}

type Aim = NonNullable<Figure['aim']>;

function sayAim(aim: Aim): string {
  if (typeof aim === 'string') return aim;
  return 'atLeast' in aim ? `>= ${aim.atLeast}` : `<= ${aim.atMost}`;
}

function isMet(aim: Exclude<Aim, string>, value: number): boolean {
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
}

/** Three significant digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
