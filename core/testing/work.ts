/**
 * How much a call does, counted and not timed: how often functions, branches and loop bodies of this program were entered,
 * by V8's own counters. The same on every machine; what the engine does within one call (a sort, a fill) is one.
 * To be imported before what it is to count: code that is there already when counting begins has fewer counters.
 */

import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

const ours = /\/(?:core|cli|policies|reports|workloads)\//u;

const session = new Session();
session.connect();
// Optimized code does not count.
setFlagsFromString('--no-opt');
ask('Profiler.enable');
ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** @param leavingOut parts of paths whose work is not counted */
export function workOf(run: () => void, leavingOut: readonly string[] = []): number {
  taken();
  run();
  return taken()
    .filter(({ url }) => ours.test(url) && !url.includes('.test.') && !leavingOut.some((part) => url.includes(part)))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
}

function taken(): Coverage['result'] {
  return (ask('Profiler.takePreciseCoverage') as Coverage).result;
}

function ask(method: string, parameters: object = {}): unknown {
  let answer: unknown;
  session.post(method, parameters, (error, result) => {
    if (error !== null) throw new Error(`${method}: ${error.message}`);
    answer = result;
  });
  return answer;
}
