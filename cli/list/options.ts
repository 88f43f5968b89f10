/** The options of `cowlab list`. */

import type { Listing } from './listing.js';

export interface ListOptions extends Omit<Listing, 'kind'> {
  readonly stuckAfter: number;
}
