/** Titles of the codes of recordings and results: 040 to 059 of each hundred. */

/** By code. */
export const recordingTitles = {
  COW040: 'a packed trace that ends early',
  COW041: 'a file that is not the output of perf script',
  COW042: 'a trace whose last line has no end',
  COW043: 'a trace that holds nothing to replay',
  COW044: 'a line of a trace that cannot be understood',
  COW045: 'a time that no kernel records',
  COW046: 'a process that no kernel has',
  COW047: 'a trace longer than a limit',
  COW048: 'mappings of another run',
  COW049: 'a line of a trace earlier than the one before it',
  COW140: 'a system call within another',
  COW141: 'a return from a system call that was not entered',
  COW142: 'a process that goes on after its exit',
  COW143: 'a process forked while it runs',
  COW050: 'a results.json that is not as cowlab wrote it',
  COW051: 'a results.json of another version',
  COW052: 'a cost profile that does not fit its schema',
} as const;
