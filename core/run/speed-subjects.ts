/** What the simulator's own speed is measured on, in the order of reports. Names only: a plan needs no simulator. */

export const speedSubjects = [
  'store to a writable page',
  'page shared by fork',
  'write fault while the child lives',
  'write fault after the child has exited',
] as const;

/** What part of the machine's work is timed. */
export type SpeedSubject = (typeof speedSubjects)[number];
