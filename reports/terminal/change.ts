/** What a policy breaks and mends against the one it builds on, in words for a terminal. */

import type { AgainstParent } from '../findings/against-parent.js';
import { paragraph } from './paragraph.js';

/** Lines of at most `width` columns. */
export function renderChange({ policy, parent, breaks, mends }: AgainstParent, width: number): string {
  const part = (verb: string, scenarios: readonly string[]): readonly string[] =>
    scenarios.length === 0 ? [] : paragraph(`  ${verb} `, scenarios.join(', '), width);
  const parts = [...part('breaks', breaks), ...part('mends', mends)];
  if (parts.length === 0) return `${policy} against ${parent}: no verdict differs`;
  return [`${policy} against ${parent}:`, ...parts].join('\n');
}
