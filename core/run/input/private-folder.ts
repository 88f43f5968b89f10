/** A folder of this run's own, for what is too large for the memory; nothing of it is left behind. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What ends a process that does not listen to it. SIGKILL cannot be listened to: what it leaves is for who cleans the folder. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
type Signal = (typeof signals)[number];

let folder: string | undefined;
let count = 0;

/**
 * Writes a file that only this user can read, and that is gone when the process ends, in whatever way.
 * @returns its path
 * @throws {Error} of the system, where there is no room for it
 */
export function writePrivately(pieces: readonly Uint8Array[]): string {
  folder ??= privateFolder();
  const path = join(folder, String(count++));
  writeFileSync(path, '', { mode: 0o600 });
  for (const piece of pieces) writeFileSync(path, piece, { flag: 'a' });
  return path;
}

/** Before the end of the process, too, when nobody reads from it any more. */
export function removePrivateFolder(): void {
  if (folder === undefined) return;
  for (const signal of signals) process.off(signal, onSignal);
  process.off('exit', removePrivateFolder);
  rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}

function privateFolder(): string {
  // First one listens: a signal that comes between the two is heard.
  for (const signal of signals) process.on(signal, onSignal);
  process.on('exit', removePrivateFolder);
  return mkdtempSync(join(tmpdir(), 'cowlab-input-'));
}

/** Whoever else listens decides what then happens; where nobody does, the process ends as if nobody had listened. */
function onSignal(signal: Signal): void {
  removePrivateFolder();
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
