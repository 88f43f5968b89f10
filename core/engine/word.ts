/**
 * Who has the word in this thread, and that it goes on: two numbers in memory that a watcher can look at from outside. A
 * rule that never answers cannot tell so itself. Code of plugins has the word under a name, cowlab's own under none.
 */

/** Places in the shared numbers. */
export const Sign = { count: 0, word: 1 } as const;

/** Numbers in the memory that a thread shares with its watcher. */
export const signCount = 2;

/** Called with each new name before it is used. */
export type TellName = (word: number, name: string) => void;

let signs = new Int32Array(signCount);
let tell: TellName | undefined;
/** The number of cowlab itself. */
export const nobody = 0;

const names: string[] = [''];

/** From now on the numbers are these, which somebody else may look at. To be called once, before plugins are loaded. */
export function beWatched(shared: Int32Array<SharedArrayBuffer>, tellName: TellName): void {
  signs = shared as unknown as typeof signs;
  tell = tellName;
  beat();
}

/** One more thing is done: a step, an answer. */
export function beat(): void {
  signs[Sign.count]++;
}

/** True while a plugin's code has the word. */
export function isPluginSpeaking(): boolean {
  return signs[Sign.word] !== nobody;
}

/** The number of a name: `rule mustCopy of policy mine`. */
export function wordOf(name: string): number {
  const known = names.indexOf(name);
  if (known >= 0) return known;
  names.push(name);
  tell?.(names.length - 1, name);
  return names.length - 1;
}

/** Gives the word. Returns who had it before, for whom it is to be given back. */
export function giveWord(word: number): number {
  beat();
  // Atomic, so that no compiler puts it off.
  return Atomics.exchange(signs, Sign.word, word);
}

/** Runs what `word` names. */
export function speaking<T>(word: number, run: () => T): T {
  const before = giveWord(word);
  try {
    return run();
  } finally {
    giveWord(before);
  }
}
