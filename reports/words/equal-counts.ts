/** What it means that a workload has the same counts under every policy: a sentence for all reports. */
export const meaningOfEqualCounts =
  'Equal counts do not mean equal kernels: what is known to differ on such programs, waits for ' +
  'the page lock and large folios mapped by PTEs, is not modelled.';
