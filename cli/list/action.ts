/** `cowlab list`: what there is. */

import { receiveInputs } from '../../core/run/input/receive.js';
import { type Printed, show } from '../printed.js';
import { lookOf, type Look } from '../terminal.js';
import { listingOf, type Listing } from './listing.js';
import type { ListOptions } from './options.js';

/** @returns the exit code */
export async function list(kind: string, { plugin, json, stuckAfter, policy, kernel }: ListOptions): Promise<number> {
  receiveInputs({ plugin });
  return show(await listed({ kind, plugin, policy, kernel, ...(json === undefined ? {} : { json }) }, stuckAfter, lookOf()));
}

/** Code of plugins runs in a process of its own. */
async function listed(listing: Listing, stuckAfter: number, look: Look): Promise<Printed> {
  if (listing.plugin.length === 0) return listingOf(listing, look);
  const { inGuard } = await import('../guard/guard.js');
  return inGuard({ kind: 'list', listing, look }, { plugins: listing.plugin, stuckAfter });
}
