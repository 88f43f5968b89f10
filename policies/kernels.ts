/**
 * Which kernel has which policy: the table of `kernels.yaml` and the look-up of a release in it. A release that
 * the table does not know is unknown; it is never answered by its base version. Reading the file is the caller's.
 */

import * as z from 'zod/mini';
import { checkShape } from '../core/scenario/misfits.js';
import { Source } from '../core/scenario/source.js';
import { kernelOrg, newestBefore, releasesSchema, whyNoRelease } from './releases.js';

const series = z.object({ series: z.array(z.string()), from: z.optional(z.number()), to: z.optional(z.number()) });
const release = z.object({ release: z.string() });
const redHat = z.object({ base: z.string(), build: z.optional(z.tuple([z.number(), z.number()])), dist: z.string() });
const match = z.union([series, release, redHat]);
const statuses = ['booted', 'read', 'inferred'] as const;

const schema = z.object({
  schema: z.literal('cowlab/kernels@1'),
  releases: releasesSchema,
  kernels: z.array(
    z.object({ match, policy: z.string(), status: z.enum(statuses), source: z.string(), note: z.optional(z.string()) }),
  ),
  unknown: z.array(z.object({ match, why: z.string() })),
});

/** What releases an entry means; `kernels.yaml` describes the forms. */
export type KernelMatch = z.infer<typeof match>;

/** The entries in order: the first that matches counts. */
export type KernelTable = z.infer<typeof schema>;

/** The policy a kernel has, and how that is known. */
export interface KernelPolicy {
  readonly policy: string;
  /** Observed on that very kernel, its source read, or concluded from its neighbours. */
  readonly status: (typeof statuses)[number];
  readonly source: string;
  /** What the policy does not cover. */
  readonly note?: string | undefined;
}

/**
 * @param text the content of `kernels.yaml`
 * @param origin how errors name the file
 * @throws {CowlabError} with `file:line:column` when the text is no such table
 */
export function parseKernels(text: string, origin: string): KernelTable {
  const source = new Source(text, origin);
  return checkShape(schema, source.data, [], 'the table of kernels', source);
}

/**
 * @param asked `X.Y` (the last release of that series), `X.Y.Z`, or a whole `uname -r`
 * @returns undefined when the table does not know it; `whyUnknown` may say more
 */
export function resolveKernel(table: KernelTable, asked: string): KernelPolicy | undefined {
  if (whyNoRelease(table.releases, asked) !== undefined) return undefined;
  const found = table.kernels.find((entry) => isMeant(entry.match, asked));
  if (found === undefined) return undefined;
  const { policy, status, source, note } = found;
  const newest = newestBefore(table.releases, asked);
  if (newest === undefined) return { policy, status, source, note };
  return { policy, status: 'inferred', source: `${newest} and before: ${source}`, note };
}

/** Why the table names no policy for a release that it does mention, or that cannot be. */
export function whyUnknown(table: KernelTable, asked: string): string | undefined {
  return whyNoRelease(table.releases, asked) ?? table.unknown.find((entry) => isMeant(entry.match, asked))?.why;
}

/** An entry's releases as one line of a list: `5.10 from 5.10.7`, `4.18.0-348 to -372 .el8`. */
export function describeMatch(match: KernelMatch): string {
  if ('release' in match) return match.release;
  if ('series' in match) {
    const bounds = [
      match.from === undefined ? '' : `from .${match.from}`,
      match.to === undefined ? '' : `to .${match.to}`,
    ].filter((bound) => bound !== '');
    return [match.series.join(', '), ...bounds].join(' ');
  }
  const [first, last] = match.build ?? [];
  const builds = first === undefined ? '' : first === last ? `-${first}` : `-${first} to -${last ?? first}`;
  return `${match.base}${builds} .${match.dist}`;
}

function isMeant(match: KernelMatch, asked: string): boolean {
  if ('release' in match) return !isKernelOrg(asked) && globbed(match.release).test(asked);
  if ('series' in match) return isInSeries(match, asked);
  return isRedHat(match, asked);
}

function isKernelOrg(asked: string): boolean {
  return kernelOrg.test(asked);
}

function isInSeries({ series: names, from = 0, to = Infinity }: z.infer<typeof series>, asked: string): boolean {
  const [, name, patch] = kernelOrg.exec(asked) ?? [];
  if (name === undefined || !names.includes(name)) return false;
  const last = patch === undefined ? Infinity : Number(patch);
  return last >= from && last <= to;
}

function globbed(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 'u');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

/** BASE-BUILD[.more].DIST[_N][.arch] */
function isRedHat({ base, build, dist }: z.infer<typeof redHat>, asked: string): boolean {
  const shape = new RegExp(`^${escaped(base)}-(\\d+)(?:\\.\\d+)*\\.${escaped(dist)}(?:_\\d+)?(?:\\.[a-z0-9_]+)?$`, 'u');
  const found = shape.exec(asked);
  if (found === null) return false;
  const number = Number(found[1]);
  return build === undefined || (number >= build[0] && number <= build[1]);
}
