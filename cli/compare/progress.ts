/** How far a long run is, on standard error: a bar on a terminal, else one line at the start and one at the end. */

import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** The work done so far, from 0 to 1. */
  update(fraction: number): void;
  /** Ends the display; `words` says what was done. Without them, as after an error, nothing more is said. */
  stop(words?: string): void;
}

/** `what` names the work: `93 scenarios and 2 workloads under 13 policies`. */
export function startProgress(what: string, quiet: boolean, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (quiet) return { update: () => {}, stop: () => {} };
  return stream.isTTY ? startBar(what, stream) : startLines(what, stream);
}

function startLines(what: string, stream: NodeJS.WriteStream): Progress {
  stream.write(`cowlab: comparing ${what}\n`);
  return {
    update: () => {},
    stop: (words) => { if (words !== undefined) stream.write(`cowlab: ${words}\n`); },
  };
}

function startBar(what: string, stream: NodeJS.WriteStream): Progress {
  stream.write(`${what}\n`);
  const start = performance.now();
  const bar = new SingleBar({
    stream, format: '{bar} {percentage} % {left}', barsize: 40, hideCursor: true, clearOnComplete: true, linewrap: null,
    gracefulExit: false,
  }, Presets.shades_classic);
  bar.start(1, 0, { left: '' });
  return {
    update: (fraction) => bar.update(fraction, { left: timeLeft(fraction, performance.now() - start) }),
    stop: (words) => {
      bar.stop();
      if (words !== undefined) stream.write(`${words}\n`);
    },
  };
}

/** Below this share an estimate would only jump. */
const tooEarly = 0.03;

/** `| about 40 s left`; `elapsed` in milliseconds. */
export function timeLeft(fraction: number, elapsed: number): string {
  if (fraction < tooEarly) return '';
  const seconds = Math.ceil((elapsed / 1000) * ((1 - fraction) / fraction));
  return seconds < 100 ? `| about ${seconds} s left` : `| about ${Math.round(seconds / 60)} min left`;
}
