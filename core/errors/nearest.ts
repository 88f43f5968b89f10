/** Nearest names for what somebody mistyped: by insertions, deletions and substitutions. */

import leven from 'leven';

/** Characters. */
const longestName = 200;

/**
 * The known names somebody may have meant, nearest first, at most three; those too far away are left out, and those that are
 * farther than the nearest, unless that is near: two exchanged letters are two edits.
 */
export function nearestNames(name: string, known: Iterable<string>): string[] {
  // Nobody mistypes a page of text, and comparing it would take long.
  if (name.length > longestName) return [];
  const wanted = name.toLowerCase();
  const near = [...new Set(known)]
    .filter((candidate) => candidate.length <= longestName)
    .map((candidate) => ({ candidate, distance: distanceToKnown(wanted, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) => distance <= farthest(Math.max(wanted.length, candidate.length)) && distance < wanted.length,
    )
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const best = near[0]?.distance ?? 0;
  return near
    .filter(({ distance }) => distance <= (best > 1 ? best : best + 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Edits that still make it likely that the one word was meant by the other. */
function farthest(length: number): number {
  return Math.ceil(length / 2.5);
}

/** A name cut short (`anon` for `anon-exclusive`) is as near as one typing mistake. */
function distanceToKnown(wanted: string, candidate: string): number {
  const edits = leven(wanted, candidate);
  return wanted.length >= 3 && candidate.startsWith(wanted) ? Math.min(1, edits) : edits;
}
