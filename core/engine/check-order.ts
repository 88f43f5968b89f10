/** Orders that cannot work are refused before the first step. A wrong one that can run is for the search to find out. */

import {
  endsHolding,
  jumpArrivesNowhere,
  labelNamedLikeStep,
  leavesNothing,
  leavesOutMandatory,
  namedTwice,
  noWayToMandatory,
  runsOutside,
  runsWithout,
  type CowlabError,
  type OrderOf,
} from '../errors/errors.js';
import { waysOf, type Ways } from './answers.js';
import { givenBy, isLabel, type Entry, type Operation, type Step } from './step.js';
import { factsOf, needInWords, type Need } from './facts.js';
import type { Failure } from './failures.js';
import { behind, flowThrough, type Flow } from './flow.js';
import { afterStep, isMet, knownFrom, type Known } from './known.js';
import { isStoodInFor } from './stand-in.js';

/** An order as a policy states it, to be checked. */
export interface OrderToCheck {
  readonly operation: Operation;
  readonly entries: readonly Entry[];
  /** Steps that the order could name, the policy's own included. */
  readonly known: readonly Step[];
  /** What a list relies on whenever it is called. */
  readonly givenTo: (list: string) => readonly Need[];
  /** What is held where a call of one of its steps fails. */
  readonly failing: (step: Step) => readonly Failure[];
  /** Whose order it is. */
  readonly of: OrderOf;
}

/**
 * Mandatory steps are there, or others stand in for them, and can be reached; no place has two meanings, jumps arrive, and on
 * every way to a step what it needs, or the list that it calls, has been established and not ended; a list gives back what it took.
 */
export function checkOrder(order: OrderToCheck): void {
  checkNames(order);
  checkMandatory(order);
  checkJumps(order);
  const flow = flowThrough(
    order.entries,
    order.operation.given,
    callsOf(order).flatMap(({ needs }) => needs),
    order.failing,
  );
  checkReached(order, flow);
  checkNeeds(order, flow);
  checkCalls(order, flow);
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
      const isTwoThings =
        entries.some((e) => isLabel(e) && e.label === name) && entries.some((e) => !isLabel(e) && e.name === name);
      if (isTwoThings) throw labelNamedLikeStep(of, name);
      throw namedTwice(of, isLabel(entry) ? 'label' : 'step', name);
    }
    seen.add(name);
  }
}

/** Calls of the order's steps, with what the lists that they call rely on. */
function callsOf({ entries, givenTo }: OrderToCheck): { readonly step: Step; readonly needs: readonly Need[] }[] {
  return stepsOf(entries).flatMap((step) => waysOf(step).calls.map((list) => ({ step, needs: givenTo(list) })));
}

function checkMandatory(order: OrderToCheck): void {
  const { operation, entries, of } = order;
  const [own, steps] = [stepsOf(operation.entries), stepsOf(entries)];
  const names = new Set(steps.map(({ name }) => name));
  const brought = steps.filter(({ name }) => !own.some((step) => step.name === name));
  const asked = [...steps.flatMap(({ needs = [] }) => needs), ...callsOf(order).flatMap(({ needs }) => needs)];
  const missing = own.find((step) => step.optional !== true && !names.has(step.name) && !isStoodInFor(step, brought, asked));
  if (missing !== undefined) throw leavesOutMandatory(of, missing.name);
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
  const mandatory = new Set(
    stepsOf(operation.entries)
      .filter(({ optional }) => optional !== true)
      .map(({ name }) => name),
  );
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

/** A step leads there by a jump, to the back-off also by an error of its own or of a list that it calls. */
function isOnlyForOthers(target: string, known: readonly Step[], present: readonly Step[]): boolean {
  const leadsThere = ({ goes, fails, calls }: Ways): boolean =>
    goes.includes(target) || (target === 'back-off' && (fails || calls.length > 0));
  return known.some((step) => leadsThere(waysOf(step)) && !present.includes(step));
}

function checkNeeds(order: OrderToCheck, { before }: Flow): void {
  for (const [place, entry] of order.entries.entries()) {
    const facts = before[place];
    if (isLabel(entry) || facts === undefined) continue;
    const need = entry.needs?.find((one) => !isMet(one, facts));
    if (need !== undefined) throw unmet(order, entry, need);
  }
}

/** A step runs only where what the lists rely on that it calls holds; it may give that itself, to the call. */
function checkCalls(order: OrderToCheck, { before }: Flow): void {
  for (const { step, needs } of callsOf(order)) {
    const facts = before[order.entries.indexOf(step)];
    if (facts === undefined) continue;
    const need = needs.find((one) => !isMet(one, afterStep(facts, [], step.givesToCall ?? [])));
    if (need !== undefined) throw unmet(order, step, need);
  }
}

function unmet({ operation, known, of }: OrderToCheck, { name }: Step, need: Need): CowlabError {
  const isAsked = (fact: string): boolean => factsOf(need).some((one) => one === fact);
  const giver = known.find((step) => givenBy(step).some(isAsked));
  const isBracket = known.some((step) => step.ends?.some(isAsked)) || operation.given.flatMap(factsOf).some(isAsked);
  const first = giver?.name ?? needInWords(need);
  return isBracket ? runsOutside(of, name, needInWords(need), first) : runsWithout(of, name, needInWords(need), first);
}

/** Facts that some step ends must be ended before the list is over. Ways on which only something may be held are for the search. */
function checkGivenBack({ operation, entries, known, of }: OrderToCheck, { before, atEnd }: Flow): void {
  const given = knownFrom(operation.given);
  const check = (facts: Known, last: string | undefined): void => {
    for (const clause of facts) {
      const held = [...clause];
      const enders = held.map((fact) => known.find((step) => step.ends?.includes(fact)));
      const [ender] = enders;
      if (ender === undefined || enders.includes(undefined) || isMet({ facts: held }, given)) continue;
      throw endsHolding(of, last, needInWords({ facts: held }), ender.name);
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
