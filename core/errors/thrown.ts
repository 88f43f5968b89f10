/** What was thrown, in words. Foreign code throws anything: nothing, objects that cannot be printed, errors that throw. */

export function wordsOf(thrown: unknown): string {
  try {
    const said: unknown = thrown instanceof Error ? thrown.message : thrown;
    return String(said);
  } catch {
    return 'something that cannot be printed';
  }
}

/** The same behind the name of the error: `TypeError: x is not a function`. */
export function namedWordsOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${wordsOf(thrown)}` : wordsOf(thrown);
}

/** A member of a foreign object, whose getter may throw. @param refuse makes the error, of the words of what was thrown */
export function readMember(owner: object, key: PropertyKey, refuse: (said: string) => Error): unknown {
  try {
    return Reflect.get(owner, key, owner);
  } catch (error) {
    throw refuse(wordsOf(error));
  }
}
