/** Which speeds are worth a figure. */

import type { Rate } from './results.js';

/** Percent: the margin of error above which a speed says next to nothing. */
export const mostMargin = 20;

/** As it was measured, or without its figure, and with the reason, where the margin of error is above `mostMargin`. */
export function steady<Measured extends Rate>(rate: Measured): Measured {
  if (rate.operationsPerSecond === null || rate.marginPercent <= mostMargin) return rate;
  return { ...rate, operationsPerSecond: null, why: `margin of error above ${mostMargin} %` };
}
