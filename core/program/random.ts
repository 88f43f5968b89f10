/** Seeded random numbers, the same on every platform. */

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';

/** xoroshiro128+ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021). */
export class Random {
  private readonly generator: JumpableRandomGenerator;

  /** `seed`: an integer; its low 53 bits count. */
  constructor(seed: number) {
    // As the library seeds it, with room for what is beyond 32 bits; the state must not be all zero.
    this.generator = xoroshiro128plusFromState([-1, ~seed, seed | 0, Math.floor(seed / 2 ** 32) | 0]);
    // The first numbers follow the seed too closely; a jump takes near seeds far from each other.
    this.generator.jump();
  }

  /** A number in [0, 1), of 53 random bits. */
  unit(): number {
    return uniformFloat64(this.generator);
  }

  /** An integer, uniform over 0 to `n` - 1; `n` from 1 to 2^32. */
  below(n: number): number {
    return uniformInt(this.generator, 0, n - 1);
  }
}
