/** What was thrown, in words. Foreign code throws anything: nothing, objects that cannot be printed, errors that throw. */

export function wordsOf(thrown: unknown): string {
  try {
    const said: unknown = thrown instanceof Error ? thrown.message : thrown;
    return String(said);
  } catch {
    return 'something that cannot be printed';
  }
}
