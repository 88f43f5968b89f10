/** Samples of a figure, and how two things are compared on a machine that has other work too. */

export interface Samples {
  readonly median: number;
  /** Half the distance between the quartiles. */
  readonly spread: number;
  readonly samples: number;
}

/** @param values at least one */
export function samplesOf(values: readonly number[]): Samples {
  const sorted = [...values].sort((a, b) => a - b);
  const spread = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2;
  return { median: quantile(sorted, 0.5), spread, samples: sorted.length };
}

/** With linear interpolation between neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) throw new Error('a figure without samples');
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

type Measure = () => number | Promise<number>;

/**
 * The ratios of `first` to `second`, measured in turns (first, second, first, second …), so that what slows the machine
 * for longer than a pair slows both. Each is run once before, which is not counted.
 */
export async function ratiosOf(pairs: number, first: Measure, second: Measure): Promise<Samples> {
  await first();
  await second();
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const above = await first();
    ratios.push(above / (await second()));
  }
  return samplesOf(ratios);
}

/** One figure by itself: absolute, so it tells about this machine and this moment. */
export async function samplesBy(count: number, measure: Measure): Promise<Samples> {
  await measure();
  const values: number[] = [];
  for (let sample = 0; sample < count; sample++) values.push(await measure());
  return samplesOf(values);
}
