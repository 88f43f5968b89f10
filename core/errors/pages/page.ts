import type { CowlabError } from '../cowlab-error.js';

/** What there is to say of a code beside its title. Texts are Markdown in one paragraph. */
export interface ErrorPage {
  /** When it comes, and what it means. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Made as the program makes them: each of its forms, with each exit code that a command may end with. */
  readonly examples: readonly CowlabError[];
}

/** An error as the file system throws it, for examples. */
export function thrown(code: string): Error {
  return Object.assign(new Error(code), { code });
}
