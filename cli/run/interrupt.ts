/** Ctrl-C: the run ends at once, its threads with it, and nothing is left half-written. */

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exitCodes;

/**
 * Until the function it returns is called, SIGINT and SIGTERM end the process with their usual code, after the writer
 * of a report has taken back what is not whole yet, and after `lastWork`. A second signal does not wait for that.
 */
export function endOnSignal(lastWork: () => void): () => void {
  const signals = Object.keys(exitCodes) as Signal[];
  const stopListening = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (signal: Signal): void => {
    // With nobody left who listens, the next one ends the process as if this program did not exist.
    stopListening();
    try {
      lastWork();
    } finally {
      process.exit(exitCodes[signal]);
    }
  };
  for (const signal of signals) process.on(signal, onSignal);
  return stopListening;
}
