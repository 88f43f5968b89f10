/** Work that leaves nothing behind, also when a person presses Ctrl-C. */

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs `work`, then `cleanup`, whether it succeeded or not. While it runs, a signal does not end the process
 * at once: synchronous parts of `work` finish, then `cleanup` runs, then the signal takes its usual effect.
 */
export async function withCleanup<T>(cleanup: () => void, work: () => Promise<T>): Promise<T> {
  const onSignal = (signal: NodeJS.Signals): void => {
    stopListening();
    cleanup();
    // Whoever else listens decides what happens now; with nobody left, the default does: the process ends.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const stopListening = (): void => signals.forEach((signal) => void process.off(signal, onSignal));
  // First of all who listen: one of them may end the process.
  for (const signal of signals) process.prependListener(signal, onSignal);
  try {
    return await work();
  } finally {
    // A signal that came during the last synchronous part is delivered before we stop listening.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    stopListening();
    cleanup();
  }
}
