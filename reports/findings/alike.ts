/** What is the same is said once: the grouping behind every list of a report and of the terminal. */

/** Some, at least one. */
export type Together<T> = readonly [T, ...T[]];

/** Items with the same key together; groups in order of their first item, items in their order. */
export function alike<T>(items: Iterable<T>, keyOf: (item: T) => string): readonly Together<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
