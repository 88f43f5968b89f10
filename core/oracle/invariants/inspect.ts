/**
 * Which invariants of a state are broken. Of a state that was restored, everything that the invariants read of which something has
 * changed; where changes are followed, what they touched, and what was wrong before. Both find the same.
 */

import { Changed } from '../../machine/changes.js';
import { IntegerSet } from '../../machine/integer-set.js';
import type { Machine } from '../../machine/machine.js';
import type { Breach, Flaw } from '../../program/breach.js';
import { breachOf, isUnderLock, type Invariant, type Thing } from './invariant.js';
import { Readers, type ChangedWords } from './readers.js';
import { KeptSums } from './kept-sums.js';
import { CountedSums } from './sums.js';

/** Asks the invariants of a machine. */
export interface Inspection {
  /**
   * Of each broken invariant the first thing that is wrong.
   * @param quiescent no operation is under way
   * @param changes in which the state differs from another: what is broken there alike may be left out. Default: ask all
   */
  broken(quiescent: boolean, changes?: ChangedWords): readonly Breach[];
}

/** As its changes are followed or not. */
export function inspectionOf(m: Machine, invariants: readonly Invariant[]): Inspection {
  return m.changes === undefined ? new Everything(m, invariants) : new WhatChanged(m, invariants);
}

const things: readonly Thing[] = ['frame', 'pte', 'pmd', 'mm', 'vma', 'table', 'actor'];

const nothing: readonly Breach[] = [];

class Everything implements Inspection {
  private readonly sums: CountedSums;
  private readonly readers: Readers;
  /** Bits of the invariants that hold at rest, and of the others. */
  private readonly atRest: number;
  private readonly always: number;

  constructor(
    private readonly m: Machine,
    private readonly invariants: readonly Invariant[],
  ) {
    this.sums = new CountedSums(m);
    this.readers = new Readers(m, invariants);
    const isAtRest = invariants.map(({ when }) => when === 'quiescent');
    this.atRest = isAtRest.reduce((bits, is, number) => bits | (Number(is) << number), 0);
    this.always = isAtRest.reduce((bits, is, number) => bits | (Number(!is) << number), 0);
  }

  broken(quiescent: boolean, changes?: ChangedWords): readonly Breach[] {
    const asked = (changes === undefined ? this.always : this.readers.of(changes)) | (quiescent ? this.atRest : 0);
    if (asked === 0) return nothing;
    this.sums.count();
    return this.invariants.flatMap((invariant, number) => {
      const flaw = (asked & (1 << number)) === 0 ? undefined : firstWrong(this.m, invariant, this.sums);
      return flaw === undefined ? [] : [breachOf(invariant, flaw)];
    });
  }
}

function firstWrong(m: Machine, invariant: Invariant, sums: CountedSums): Flaw | undefined {
  const { of, when } = invariant;
  const count = of === 'frame' ? sums.frames.length : m.state.room(of);
  for (let at = 0; at < count; at++) {
    const thing = of === 'frame' ? sums.frames[at] : at;
    const flaw = invariant.wrong(m, thing, sums);
    if (flaw !== undefined && !(when === 'unlocked' && isUnderLock(m, of, thing))) return flaw;
  }
  return undefined;
}

type Touched = Readonly<Record<Thing, Changed>>;

class WhatChanged implements Inspection {
  private readonly sums: KeptSums;
  /** Since the last state, and since the last one at rest. */
  private readonly sinceLast: Touched;
  private readonly sinceRest: Touched;
  private readonly watched: readonly { readonly invariant: Invariant; readonly wrong: IntegerSet }[];

  constructor(
    private readonly m: Machine,
    invariants: readonly Invariant[],
  ) {
    const { changes, places } = m;
    if (changes === undefined || places === undefined) throw new Error('the changes of this machine are not followed');
    [this.sinceLast, this.sinceRest] = [touchedOf(m), touchedOf(m)];
    this.sums = new KeptSums(m, changes, places, (of, thing) => {
      this.sinceLast[of].note(thing);
      this.sinceRest[of].note(thing);
    });
    this.watched = invariants.map((invariant) => ({ invariant, wrong: new IntegerSet(m.state.room(invariant.of)) }));
  }

  broken(quiescent: boolean): Breach[] {
    this.sums.look();
    this.ask(this.sinceLast, (invariant) => invariant.when !== 'quiescent');
    if (quiescent) {
      this.sums.lookAtReverseMap();
      this.ask(this.sinceRest, (invariant) => invariant.when === 'quiescent');
    }
    return this.watched.flatMap(({ invariant, wrong }) => {
      const flaw = invariant.when === 'quiescent' && !quiescent ? undefined : this.firstOf(invariant, wrong);
      return flaw === undefined ? [] : [breachOf(invariant, flaw)];
    });
  }

  private ask(touched: Touched, isAsked: (invariant: Invariant) => boolean): void {
    const asked = this.watched.filter(({ invariant }) => isAsked(invariant));
    for (const of of things) {
      const those = asked.filter(({ invariant }) => invariant.of === of);
      touched[of].take((thing) => {
        for (const { invariant, wrong } of those) {
          if (invariant.wrong(this.m, thing, this.sums) === undefined) wrong.delete(thing);
          else wrong.add(thing);
        }
      });
    }
  }

  /** What was wrong may be right by now, or wrong by other facts. */
  private firstOf(invariant: Invariant, wrong: IntegerSet): Flaw | undefined {
    const { of, when } = invariant;
    for (let thing = wrong.next(0); thing >= 0; thing = wrong.next(thing + 1)) {
      const flaw = invariant.wrong(this.m, thing, this.sums);
      if (flaw === undefined) wrong.delete(thing);
      else if (!(when === 'unlocked' && isUnderLock(this.m, of, thing))) return flaw;
    }
    return undefined;
  }
}

function touchedOf(m: Machine): Touched {
  return Object.fromEntries(things.map((of) => [of, new Changed(m.state.room(of))])) as Touched;
}
