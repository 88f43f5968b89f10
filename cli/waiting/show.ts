/** The thread that shows how far a long command is: one line on standard error, four times a second, after the first second. */

import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { inTurn, lineOf, Shared } from './line.js';
import type { WaitingTask } from './waiting.js';

/** Milliseconds in which nobody gets impatient, and between two lines. */
const patience = 1000;
const pause = 250;

const { line, width } = workerData as WaitingTask;
const start = performance.now();

setTimeout(() => {
  setInterval(() => {
    const seconds = Math.round((performance.now() - start) / 1000);
    // The cursor stays at the beginning: whoever ends the command finds an empty line there.
    inTurn(line, () => {
      line.numbers[Shared.shown] = 1;
      writeSync(2, `\r\u001B[K${lineOf(line, seconds, width - 1)}\r`);
    });
  }, pause);
}, patience);
