/** What `cowlab list` is told: which of them, and of which policy. */

import type { Listing } from './listing.js';

/** As typed, with defaults filled in. */
export interface ListOptions extends Omit<Listing, 'kind'> {
  readonly stuckAfter: number;
}
