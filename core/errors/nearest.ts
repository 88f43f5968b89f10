/** Nearest names for what somebody mistyped. */

/** Edits between two words: insertion, deletion, substitution, swap of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Characters. */
const longestName = 200;

/** The known names somebody may have meant, nearest first, at most three; those too far away are left out. */
export function nearestNames(name: string, known: Iterable<string>): string[] {
  // Nobody mistypes a page of text, and comparing it would take long.
  if (name.length > longestName) return [];
  const wanted = name.toLowerCase();
  const near = [...new Set(known)].filter((candidate) => candidate.length <= longestName)
    .map((candidate) => ({ candidate, distance: distanceToKnown(wanted, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) =>
        distance <= farthest(Math.max(wanted.length, candidate.length)) && distance < wanted.length,
    )
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const best = near[0]?.distance ?? 0;
  return near
    .filter(({ distance }) => distance <= best + 1)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Edits that still make it likely that the one word was meant by the other. */
function farthest(length: number): number {
  return Math.ceil(length / 2.5);
}

/** A name cut short (`anon` for `anon-exclusive`) is as near as one typing mistake. */
function distanceToKnown(wanted: string, candidate: string): number {
  const edits = editDistance(wanted, candidate);
  return wanted.length >= 3 && candidate.startsWith(wanted) ? Math.min(1, edits) : edits;
}
