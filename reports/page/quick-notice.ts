/** That a run was quick, at the top of its page. */

import type { Results } from '../../core/run/results.js';
import { sayQuick } from '../words/quick-words.js';
import { html, type Html } from './html.js';

/** Undefined for a run of whole workloads. */
export function quickNotice(results: Results): Html | undefined {
  const words = sayQuick(results);
  return words === undefined ? undefined : html`<div class="notice" id="quick"><p>${words}</p></div>`;
}
