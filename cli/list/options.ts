/** What `cowlab list` is told: which of them, and of which policy. */

import type { Listing } from './listing.js';

/** The options of `cowlab list`. */
export interface ListOptions extends Omit<Listing, 'kind'> {
  readonly stuckAfter: number;
}
