/** The options of `cowlab list`. */

import type { Listing } from './listing.js';

/** The options of `cowlab list`. */
export interface ListOptions extends Omit<Listing, 'kind'> {
  readonly stuckAfter: number;
}
