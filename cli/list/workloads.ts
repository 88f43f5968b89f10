import { builtinWorkloads } from '../../workloads/index.js';
import type { Entry } from './text.js';

/** The built-in workloads by id, each with its title, and as details its parameters with their defaults. */
export function listWorkloads(): readonly Entry[] {
  return builtinWorkloads().map(({ id, title, about, sources, parameters }) => ({
    name: id,
    about: title,
    details: [
      about,
      ...parameters.map((p) => `${p.name} = ${p.default}${p.unit === '1' ? '' : ` ${p.unit}`}: ${p.about}`),
      sources.join('; '),
    ].filter((line) => line !== ''),
    data: { id, title, about, sources, parameters },
  }));
}
