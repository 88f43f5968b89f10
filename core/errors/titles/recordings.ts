/** Titles of the codes of recordings and results: 040 to 059 of each hundred. */

/** By code. */
export const recordingTitles = {
  COW040: 'a trace that ends early, or holds nothing to replay',
  COW041: 'a trace that is not what perf script printed, or mappings of another run',
  COW050: 'a results.json that is not as cowlab wrote it',
  COW051: 'a results.json of another version',
  COW052: 'a cost profile that does not fit its schema',
} as const;
