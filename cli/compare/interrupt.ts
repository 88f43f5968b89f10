/** Ctrl-C: the run ends at once, its threads with it, and nothing is left half-written. */

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exitCodes;

/**
 * Until the function it returns is called, SIGINT and SIGTERM end the process with their usual code, after `restore`
 * (the terminal as it was) and whatever else listens: the writer of a report takes back what is not whole yet.
 */
export function endOnSignal(restore: () => void): () => void {
  const onSignal = (signal: Signal): void => {
    restore();
    process.stderr.write('cowlab: interrupted\n');
    setImmediate(() => process.exit(exitCodes[signal]));
  };
  const signals = Object.keys(exitCodes) as Signal[];
  for (const signal of signals) process.on(signal, onSignal);
  return () => { for (const signal of signals) process.off(signal, onSignal); };
}
