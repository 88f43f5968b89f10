import { selectScenarios } from '../select/scenarios.js';
import type { Entry } from './text.js';

/** The built-in scenarios by name, each with its title, and as details where it is from. */
export function listScenarios(): readonly Entry[] {
  return selectScenarios([], []).map(({ name, title, about, sources, tags, documentedHazard, race }) => ({
    name,
    about: title,
    details: [sources.join('; '), ...(documentedHazard === undefined ? [] : [`documented hazard: ${documentedHazard}`])].filter(
      (line) => line !== '',
    ),
    data: { name, title, about, sources, tags, documentedHazard, race: race.length > 0 },
  }));
}
