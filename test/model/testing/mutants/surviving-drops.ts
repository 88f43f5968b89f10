/** Steps that can be left out and no scenario tells, with the reason. */

export interface SurvivingDrop {
  /** `copy-page/recheck`. */
  readonly step: string;
  /** Policies under which it survives. */
  readonly of: readonly string[];
  /** `equivalent`, `cost only` or `waits for` what is not modelled, and why. */
  readonly survives: string;
}

const all = ['mapcount', 'early-cow-seqcount', 'anon-exclusive-6.15'];

const lastOfItsList = 'equivalent: it only says that the list is over, and it is the last one of its list';

export const survivingDrops: readonly SurvivingDrop[] = [
  { step: 'handle-mm-fault/finish-fault', of: all, survives: lastOfItsList },
  { step: 'fork-pte/end-pte', of: all, survives: lastOfItsList },
  {
    step: 'reuse-page/first-look',
    of: ['mapcount'],
    survives: 'equivalent: up to 5.8 the rule decides nothing before the page lock is held',
  },
  {
    step: 'reuse-page/first-look',
    of: ['early-cow-seqcount'],
    survives:
      'cost only: a page that is copied anyway has its lock taken in vain. No trylock of others fails by it that would have ' +
      'led to a reuse: the page is mapped here and there, and reuse needs that theirs is the only reference',
  },
  {
    step: 'reuse-page/look-again',
    of: ['anon-exclusive-6.15'],
    survives:
      'cost only: it saves the page lock where references are left behind the drain; the look under the lock copies then, too',
  },
];
