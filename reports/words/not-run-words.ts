import { listed } from '../../core/errors/words.js';
import type { NotRun } from '../findings/not-run.js';

/** `redis-bgsave; snapshot under mapcount and early-cow`; empty when nothing is missing. */
export function sayNotRun(missing: readonly NotRun[]): string {
  const whole = missing.filter(({ policies }) => policies === undefined).map(({ name }) => name);
  const parts = missing.flatMap(({ name, policies }) => (policies === undefined ? [] : `${name} under ${listed(policies)}`));
  return [...whole, ...parts].join('; ');
}
