/** Random valid scenarios for property tests. */

import * as fc from 'fast-check';
import { ScenarioWriter, type AreaChoice, type AreaKind, type Choice, type Kind } from './scenario-writer.js';

const kinds: AreaKind[] = ['anon', 'touched', 'shared', 'shared-touched', 'file', 'shmem', 'zero'];

const areas: fc.Arbitrary<AreaChoice[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), pages: fc.integer({ min: 1, max: 2 }) }),
  { minLength: 1, maxLength: 3 },
);

// Read modulo the number of things to choose from.
const number = fc.integer({ min: 0, max: 839 });

const choice: fc.Arbitrary<Choice> = fc.record({ operation: number, actor: number, place: number, extra: number });

/**
 * Texts that `loadProgram` accepts: a few areas of every built kind, up to two children, references, pins,
 * direct I/O and the calls that change mappings.
 *
 * @param options.race two actors race for one to three operations each, after a short prelude: P's thread and
 * P itself, or a child if one lives. Small enough to explore in full, mostly.
 * @param options.without kinds of operations that do not come up
 */
export function arbitraryScenario(
  options: { readonly race?: boolean; readonly without?: readonly Kind[] } = {},
): fc.Arbitrary<string> {
  const without = options.without ?? [];
  return options.race === true ? racing(without) : inOrder(without);
}

const inOrder = (without: readonly Kind[]): fc.Arbitrary<string> =>
  fc
    .tuple(areas, fc.array(choice, { minLength: 1, maxLength: 16, size: 'max' }), fc.constantFrom('none', 'local'))
    .map(([areaChoices, choices, batch]) => {
      const writer = new ScenarioWriter(areaChoices, without);
      const steps = choices.flatMap((made) => writer.step(made));
      return [...head(writer, batch), 'steps:', '  - P: { lru-drain: true }', ...steps, ''].join('\n');
    });

const short = fc.array(choice, { minLength: 1, maxLength: 3 });

const racing = (without: readonly Kind[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      areas.map((list) => list.slice(0, 2)),
      fc.array(choice, { maxLength: 4 }),
      short,
      short,
      short,
    )
    .map(([areaChoices, before, first, second, after]) => {
      const writer = new ScenarioWriter(areaChoices, without);
      const steps = before.flatMap((made) => writer.step(made));
      const root = writer.living[0] ?? 'P';
      const other = writer.living[1] ?? root;
      // Nobody who is forked in the race takes part in it.
      const lists = [
        [`${root}.t1`, first],
        [other, second],
      ] as const;
      const race = lists.flatMap(([actor, choices]) => {
        const operations = choices.flatMap((made) => writer.racing(actor, made));
        return [`  ${actor}:`, ...(operations.length > 0 ? operations : ['    - { lru-drain: true }'])];
      });
      const end = after.flatMap((made) => writer.step(made));
      return [
        ...head(writer, 'none'),
        'steps:',
        '  - P: { lru-drain: true }',
        ...steps,
        'race:',
        ...race,
        'after:',
        '  - dev: { lru-drain: true }',
        ...end,
        '',
      ].join('\n');
    });

function head(writer: ScenarioWriter, batch: string): string[] {
  return ['name: random', `machine: { lru-batch: ${batch} }`, 'memory:', ...writer.memory()];
}
