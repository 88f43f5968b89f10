import type { Root } from './survey.js';

/** Most processes that are named. */
const mostNamed = 4;

/** Processes met while the recording ran, whose fork it does not have; the first process began it. */
export interface MissingForks {
  readonly what: string;
  readonly count: number;
}

/**
 * In words for the report. They were there before the recording, or perf lost their forks: which of both is not
 * recorded, so nothing is refused. Undefined when there is none.
 */
export function missingForks([, ...later]: readonly Root[]): MissingForks | undefined {
  if (later.length === 0) return undefined;
  const named = later.slice(0, mostNamed).map(({ pid, line }) => `${pid} (line ${line})`);
  const others = later.length - named.length;
  const which = [...named, ...(others === 0 ? [] : [`${others} more`])].join(', ');
  return {
    what:
      `the fork of a process that the recording has no fork of: ${which}; taken as there before the recording, and as ` +
      'sharing no page with another process',
    count: later.length,
  };
}
