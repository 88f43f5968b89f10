/**
 * The exact size and verdict of every built-in scenario under every policy, so that no change of the machine goes
 * unseen. Where a change is meant, `npx vitest run test/model/explore/no-regression.test.ts --update` writes the file anew,
 * and its difference is part of the review.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../../core/program/program.js';
import { policies, scenarios } from '../testing/builtin.js';
import { expectedVerdict } from '../../../core/run/expectations.js';
import { foundByPolicy } from '../testing/found-by-policy.js';
import { assertedFor } from '../testing/mutants/unexpected.js';
import { defaultBounds } from '../../../core/program/bounds.js';
import { checkProgram, type Checked } from '../../../core/explore/check.js';

interface Cell {
  readonly program: Program;
  readonly policy: string;
  readonly checked: Checked;
  /** Searched with reduction. */
  readonly reduced: Checked;
}

const [whole, reduced] = (['none', 'por'] as const).map((reduce) => ({ ...defaultBounds, reduce }));

const cells: Cell[] = [];

// A hook for each, so that none takes long.
for (const program of scenarios) {
  beforeAll(() => {
    for (const policy of policies) {
      const checked = checkProgram(program, policy, whole);
      cells.push({ program, policy: policy.id, checked, reduced: checkProgram(program, policy, reduced) });
    }
  });
}

/** `holds 933/1402/3 por 311/420`: verdict, states, transitions, outcomes; of a race, states and transitions of the reduced search. */
function inWords({ program, checked, reduced: { states: fewer, transitions: less } }: Cell): string {
  const { verdict, states, transitions, outcomes } = checked;
  return `${verdict} ${states}/${transitions}/${outcomes}${program.race.length === 0 ? '' : ` por ${fewer}/${less}`}`;
}

describe('built-in scenarios', () => {
  it('have the verdict, states, transitions and outcomes they had', async () => {
    const findings = cells.map((cell) => ({ name: cell.program.name, found: inWords(cell), policy: cell.policy }));
    await expect(foundByPolicy(findings)).toMatchFileSnapshot('no-regression.json');
  });

  it('are seen in all their interleavings', () => {
    expect(cells.filter(({ checked }) => !checked.complete)).toEqual([]);
  });

  it('have the verdicts they expect', () => {
    const wrong = cells.flatMap(({ program, policy, checked }) => {
      const { verdict: found } = checked;
      const expected = expectedVerdict(assertedFor(program, policy), found) ?? found;
      return expected === found ? [] : [`${program.name} ${found} under ${policy}`];
    });
    expect(wrong).toEqual([]);
  });

  it('count the events they expect', () => {
    const wrong = cells.flatMap(({ program, policy, checked }) => {
      const counted: Readonly<Record<string, number>> = checked.events;
      return Object.entries(program.expectEvents[policy] ?? {}).flatMap(([event, count]) =>
        counted[event] === count ? [] : [`${program.name}: ${counted[event]} ${event} under ${policy}, not ${count}`],
      );
    });
    expect(wrong).toEqual([]);
  });
});
