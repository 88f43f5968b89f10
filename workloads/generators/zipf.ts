import type { Random } from '../../core/program/random.js';

/**
 * Zipf-distributed ranks: rank k of 1..n comes with probability proportional to k^-skew. Drawn by rejection-inversion
 * (Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions", ACM TOMACS
 * 6(3), 1996): constant time and no table, whatever n is. The continuous hat k^-skew is inverted, and a draw is
 * rejected when it falls outside the bar of the rank it rounds to.
 */
export class Zipf {
  private readonly lowest: number;
  private readonly highest: number;
  /** Draws this little below their rank need no test. */
  private readonly squeeze: number;

  /** `n`: number of ranks, at least 1. `skew`: 0 for uniform, below 1 for a heavy tail, any finite number >= 0. */
  constructor(
    private readonly n: number,
    private readonly skew: number,
  ) {
    this.lowest = this.area(1.5) - 1;
    this.highest = this.area(n + 0.5);
    this.squeeze = 2 - this.inverseArea(this.area(2.5) - this.bar(2));
  }

  /** A rank from 1 (most frequent) to n. */
  draw(random: Random): number {
    for (;;) {
      const at = this.highest + random.unit() * (this.lowest - this.highest);
      const x = this.inverseArea(at);
      const rank = Math.min(Math.max(Math.round(x), 1), this.n);
      if (rank - x <= this.squeeze || at >= this.area(rank + 0.5) - this.bar(rank)) return rank;
    }
  }

  private bar(x: number): number {
    return Math.exp(-this.skew * Math.log(x));
  }

  /** Integral of t^-skew from 1 to x, written so that skew 1 is no special case. */
  private area(x: number): number {
    const log = Math.log(x);
    return expm1Over((1 - this.skew) * log) * log;
  }

  private inverseArea(area: number): number {
    const scaled = Math.max(area * (1 - this.skew), -1);
    return Math.exp(log1pOver(scaled) * area);
  }
}

/** (e^x - 1) / x, continued at 0. */
function expm1Over(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2;
}

/** ln(1 + x) / x, continued at 0. */
function log1pOver(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x / 2;
}
