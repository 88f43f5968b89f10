/** Cost profiles: what operations cost on one real kernel. Data, checked when read. */

import { z } from 'zod';
import { wrongProfile } from '../../core/errors/errors.js';
import type { Interval } from './interval.js';

/** One measured operation, in nanoseconds per unit. */
export interface MeasuredCost {
  readonly median: number;
  readonly min: number;
  /** Absent where only the figures were kept. */
  readonly samples?: number;
  /** `ns per page`, for people. */
  readonly unit: string;
}

/** What events cost, as measured on one kernel. */
export interface CostProfile {
  readonly schema: 'cowlab/cost-profile@1';
  readonly id: string;
  readonly title: string;
  /** Release it was measured on. */
  readonly kernel: string;
  /** The policy that kernel has: for every other policy the prices are transplanted. */
  readonly policy: string;
  readonly provenance: string;
  readonly measurements: Readonly<Record<string, MeasuredCost>>;
}

const nanoseconds = z.number().min(0);

const measuredCost = z
  .object({
    median: nanoseconds,
    min: nanoseconds,
    samples: z.number().int().min(1).optional(),
    unit: z.string().regex(/^ns( per .+)?$/u, 'nanoseconds, `ns per page`'),
  })
  .refine(({ min, median }) => min <= median, 'a minimum that is not above the median');

const profileSchema: z.ZodType<CostProfile> = z.object({
  schema: z.literal('cowlab/cost-profile@1'),
  id: z.string().min(1),
  title: z.string(),
  kernel: z.string(),
  policy: z.string(),
  provenance: z.string(),
  measurements: z.record(z.string(), measuredCost),
});

/** @param origin the place, for the message @throws {CowlabError} COW052 naming the field that does not fit */
export function parseCostProfile(value: unknown, origin: string): CostProfile {
  const checked = profileSchema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? undefined : issue.path.join('.');
  throw wrongProfile(field, issue?.message ?? 'a cost profile', origin);
}

/**
 * What one measurement says about a price: from the least disturbed sample to as far above the median as that
 * lies below it. The upper half of the samples was not kept, so it is taken to reach at least as far as the lower;
 * the spread of one machine stays the spread of one machine.
 */
export function spreadOf({ median, min }: MeasuredCost): Interval {
  return { low: min, high: median + (median - min) };
}
