/** Does `work` with each of the items, in their order, at most `limit` at once. Throws what it throws. */
export async function takeTurns<Item>(items: Iterable<Item>, limit: number, work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items].values();
  const takeTurn = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, takeTurn));
}
