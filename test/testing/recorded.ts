/** A recording of a program that anybody might make. */

import { TraceText } from '../../workloads/testing/trace-file.js';

/** Where its heap begins, and how long that is. */
export const heap = 0x7f00_0000_0000;
export const pages = 600;

/** A program fills its heap and forks a child, which stores to all of it before the parent does. */
export function forkingProgram(): TraceText {
  const text = new TraceText().mmap(1, heap, pages * 4096, 3, 0x22);
  const storeToAll = (pid: number, code: number): void => {
    for (let page = 0; page < pages; page++) text.fault(pid, heap + page * 4096, code);
  };
  storeToAll(1, 6);
  text.fork(1, 2);
  storeToAll(2, 7);
  text.exit(2);
  storeToAll(1, 7);
  return text;
}

/** The same, and one page more at its end. */
export function longerProgram(): TraceText {
  return forkingProgram().fault(1, heap + pages * 4096, 6);
}
