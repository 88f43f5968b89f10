/** How a verdict looks in a cell: on a terminal, on paper and on a screen, with and without colour. */

import type { Verdict } from '../../core/program/verdict.js';
import type { VerdictResult } from '../../core/run/results.js';

/** The verdicts, a violation that manual pages warn of, and a cell that was not run. */
export type MarkName = Verdict | 'hazard' | 'absent';

/** How one kind of verdict looks. */
export interface Mark {
  readonly name: MarkName;
  /** One letter, told apart without colour. */
  readonly letter: string;
  /** On a terminal, where many cells that hold should recede. */
  readonly symbol: string;
  readonly words: string;
  /** One line for the legend. */
  readonly meaning: string;
}

function mark(name: MarkName, letter: string, symbol: string, words: string, meaning: string): Mark {
  return { name, letter, symbol, words, meaning };
}

/** In the order of the legend. */
export const marks: Readonly<Record<MarkName, Mark>> = {
  holds: mark('holds', 'H', '·', 'holds', 'no outcome that the eager machine does not allow'),
  violates: mark('violates', 'V', 'V', 'violates', 'some run ends as none could if fork copied every page'),
  hazard: mark('hazard', 'D', 'D', 'violates, documented hazard', 'violates; the manual pages warn of it'),
  refused: mark('refused', 'R', 'R', 'refused', 'the policy declines an operation by design'),
  bounded: mark('bounded', 'B', 'B', 'bounded', 'nothing found, but not every interleaving was seen'),
  'not-applicable': mark('not-applicable', 'N', '-', 'not applicable', 'the policy lacks something the scenario needs'),
  broken: mark('broken', '?', '?', 'broken', 'nothing is known: a rule threw or did not answer, or its thread ended'),
  absent: mark('absent', '', ' ', 'not run', 'not run'),
};

/** The mark of a cell; of none, that of an absent one. */
export function markOf(result: VerdictResult | undefined): Mark {
  if (result === undefined) return marks.absent;
  const hazard = result.verdict === 'violates' && result.documentedHazard !== undefined;
  return marks[hazard ? 'hazard' : result.verdict];
}
