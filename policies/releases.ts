/** Which releases kernel.org has, as far as the table knows: a number that no kernel has ever had gets no policy. */

import * as z from 'zod/mini';

/** Largest Z by series X.Y. */
export const releasesSchema = z.object({ ended: z.record(z.string(), z.number()), open: z.record(z.string(), z.number()) });

/** Which kernels of kernel.org there are, by series. */
export type Releases = z.infer<typeof releasesSchema>;

/** `X.Y` or `X.Y.Z`: anything longer is a kernel of a distribution. */
export const kernelOrg = /^(\d+\.\d+)(?:\.(0|[1-9]\d*))?$/u;

/** How any release begins that has a Z. */
const numbered = /^(\d+\.\d+)\.(\d+)/u;

/**
 * Releases beyond the newest known one that are still believed: a long-term series had up to 60 in a year, and
 * distributions go on with a series that has ended at kernel.org (Amazon's 4.14.355, 19 beyond its end).
 */
const reach = 100;

/** Why there cannot be such a kernel; undefined for one that there may be, and for a series that is not known. */
export function whyNoRelease({ ended, open }: Releases, asked: string): string | undefined {
  const [, series = '', patch] = numbered.exec(asked) ?? [];
  const last = ended[series] ?? open[series];
  if (last === undefined || Number(patch) <= last) return undefined;
  if (kernelOrg.test(asked) && series in ended) return `there is no such release: the series ended with ${series}.${last}`;
  return Number(patch) > last + reach
    ? `there can be no such release yet: the newest of its series that the table knows is ${series}.${last}`
    : undefined;
}

/** Of a release that came after the table was made: what the newest one was then. */
export function newestBefore({ open }: Releases, asked: string): string | undefined {
  const [, series = '', patch = '0'] = kernelOrg.exec(asked) ?? [];
  const last = open[series];
  return last !== undefined && Number(patch) > last ? `${series}.${last}` : undefined;
}
