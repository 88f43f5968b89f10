/** Orders that cannot work are refused before the first step. A wrong one that can run is for the search to find out. */

import {
  endsHolding, jumpArrivesNowhere, labelNamedLikeStep, leavesNothing, leavesOutMandatory, namedTwice, noWayToMandatory, runsOutside, runsWithout,
  type OrderOf,
} from '../errors/errors.js';
import { waysOf } from './answers.js';
import { isLabel, type Entry, type Operation, type Step } from './step.js';
import { behind, flowThrough, type Flow } from './flow.js';

/** An order as a policy states it, to be checked. */
export interface OrderToCheck {
  readonly operation: Operation;
  readonly entries: readonly Entry[];
  /** Steps that the order could name, the policy's own included. */
  readonly known: readonly Step[];
  /** Whose order it is. */
  readonly of: OrderOf;
}

/**
 * Mandatory steps are there and can be reached, no place has two meanings, jumps arrive, and on every way to a step what
 * it needs has been established and not ended; a list gives back what it took.
 */
export function checkOrder(order: OrderToCheck): void {
  checkNames(order);
  checkMandatory(order);
  checkJumps(order);
  const flow = flowThrough(order.entries, order.operation.given);
  checkReached(order, flow);
  checkNeeds(order, flow);
  checkGivenBack(order, flow);
}

function stepsOf(entries: readonly Entry[]): Step[] {
  return entries.filter((entry): entry is Step => !isLabel(entry));
}

function checkNames({ entries, of }: OrderToCheck): void {
  const seen = new Set<string>();
  if (stepsOf(entries).length === 0) throw leavesNothing(of);
  for (const entry of entries) {
    const name = isLabel(entry) ? entry.label : entry.name;
    if (seen.has(name)) {
      const isTwoThings = entries.some((e) => isLabel(e) && e.label === name) && entries.some((e) => !isLabel(e) && e.name === name);
      if (isTwoThings) throw labelNamedLikeStep(of, name);
      throw namedTwice(of, isLabel(entry) ? 'label' : 'step', name);
    }
    seen.add(name);
  }
}

function checkMandatory({ operation, entries, of }: OrderToCheck): void {
  const steps = stepsOf(entries);
  for (const { name, optional, gives = [] } of stepsOf(operation.entries)) {
    if (optional === true || steps.some((step) => step.name === name)) continue;
    // An alternative that gives the same may stand in for a mandatory step that gives something.
    if (gives.length > 0 && gives.every((fact) => steps.some((step) => step.gives?.includes(fact)))) continue;
    throw leavesOutMandatory(of, name);
  }
}

function checkJumps({ entries, of }: OrderToCheck): void {
  const targets = new Set(entries.map((entry) => (isLabel(entry) ? entry.label : entry.name)));
  for (const step of stepsOf(entries)) {
    const lost = waysOf(step).goes.find((target) => !targets.has(target));
    if (lost !== undefined) throw jumpArrivesNowhere(of, lost, step.name);
  }
}

function checkReached({ operation, entries, known, of }: OrderToCheck, { before }: Flow): void {
  const present = stepsOf(entries);
  const mandatory = new Set(stepsOf(operation.entries).filter(({ optional }) => optional !== true).map(({ name }) => name));
  // What only steps that were left out jump to is left out with them.
  let isExcused = false;
  for (const [place, entry] of entries.entries()) {
    if (before[place] !== undefined) isExcused = false;
    else if (isLabel(entry)) isExcused ||= isOnlyForOthers(entry.label, known, present);
    else if (mandatory.has(entry.name) && !isExcused) {
      const previous = entries[place - 1];
      throw noWayToMandatory(of, entry.name, isLabel(previous) ? undefined : previous.name);
    }
  }
}

function isOnlyForOthers(target: string, known: readonly Step[], present: readonly Step[]): boolean {
  return known.some((step) => waysOf(step).goes.includes(target) && !present.includes(step));
}

function checkNeeds({ operation, entries, known, of }: OrderToCheck, { before }: Flow): void {
  for (const [place, entry] of entries.entries()) {
    const facts = before[place];
    if (isLabel(entry) || facts === undefined) continue;
    const need = entry.needs?.find((fact) => !facts.has(fact));
    if (need === undefined) continue;
    const giver = known.find((step) => [...(step.gives ?? []), ...(step.givesOnJump ?? [])].includes(need));
    const isBracket = known.some((step) => step.ends?.includes(need)) || operation.given.includes(need);
    const first = giver?.name ?? need;
    throw isBracket ? runsOutside(of, entry.name, need, first) : runsWithout(of, entry.name, need, first);
  }
}

/** Facts that some step ends must be ended before the list is over. Ways on which only something may be held are for the search. */
function checkGivenBack({ operation, entries, known, of }: OrderToCheck, { before, atEnd }: Flow): void {
  const check = (facts: ReadonlySet<string>, last: string | undefined): void => {
    for (const fact of facts) {
      const ender = known.find((step) => step.ends?.includes(fact));
      if (ender === undefined || operation.given.includes(fact)) continue;
      throw endsHolding(of, last, fact, ender.name);
    }
  };
  if (atEnd !== undefined) check(atEnd, undefined);
  for (const [place, entry] of entries.entries()) {
    const facts = before[place];
    if (isLabel(entry) || facts === undefined) continue;
    const { goes, goesOn, fails } = waysOf(entry);
    const isLast = !goesOn && !fails && goes.length === 0;
    if (isLast) check(behind(entry, facts), entry.name);
  }
}
