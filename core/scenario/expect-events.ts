/** `expect-events` of the scenario. */

import { eventNames } from '../program/events.js';
import { unknownName } from '../errors/errors.js';
import type { ScenarioData } from './schema.js';
import type { Source } from './source.js';

/** Event counts by policy. An event the machine does not count is among the mistakes of the source: COW004. */
export function expectedEvents(data: ScenarioData, source: Source): Record<string, Record<string, number>> {
  const expected = data['expect-events'] ?? {};
  const known: readonly string[] = eventNames;
  for (const [policy, counts] of Object.entries(expected)) {
    if (source.mistakes.isWrong(['expect-events', policy])) continue;
    for (const event of Object.keys(counts)) {
      if (known.includes(event)) continue;
      source.mistakes.add(unknownName('event', event, known, source.whereKey(['expect-events', policy, event])));
    }
  }
  return expected;
}
