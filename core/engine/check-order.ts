/** Orders that cannot work are refused before the first step. A wrong one that can run is for the search to find out. */

import type { CowlabError } from '../errors/errors.js';
import { waysOf } from './answers.js';
import { isLabel, type Entry, type Operation, type Step } from './step.js';
import { behind, flowThrough, type Flow } from './flow.js';

/** An order as a policy states it, to be checked. */
export interface OrderToCheck {
  readonly operation: Operation;
  readonly entries: readonly Entry[];
  /** Steps that the order could name, the policy's own included. */
  readonly known: readonly Step[];
  /** The error: what the policy does, and what was expected in the order. */
  readonly refuse: (what: string, expected: string) => CowlabError;
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

function checkNames({ operation, entries, refuse }: OrderToCheck): void {
  const seen = new Set<string>();
  if (stepsOf(entries).length === 0) throw refuse(`leaves nothing of \`${operation.name}\``, 'at least one step');
  for (const entry of entries) {
    const name = isLabel(entry) ? entry.label : entry.name;
    if (seen.has(name)) {
      const isTwoThings = entries.some((e) => isLabel(e) && e.label === name) && entries.some((e) => !isLabel(e) && e.name === name);
      if (isTwoThings) throw refuse(`has a label \`${name}:\` that repeats the name of a step`, 'a label of another name');
      throw refuse(`names the ${isLabel(entry) ? 'label' : 'step'} \`${name}\` twice`, 'every name once');
    }
    seen.add(name);
  }
}

function checkMandatory({ operation, entries, refuse }: OrderToCheck): void {
  const steps = stepsOf(entries);
  for (const { name, optional, gives = [] } of stepsOf(operation.entries)) {
    if (optional === true || steps.some((step) => step.name === name)) continue;
    // An alternative that gives the same may stand in for a mandatory step that gives something.
    if (gives.length > 0 && gives.every((fact) => steps.some((step) => step.gives?.includes(fact)))) continue;
    throw refuse(`leaves out the mandatory step \`${name}\``, `\`${name}\``);
  }
}

function checkJumps({ entries, refuse }: OrderToCheck): void {
  const targets = new Set(entries.map((entry) => (isLabel(entry) ? entry.label : entry.name)));
  for (const step of stepsOf(entries)) {
    const lost = waysOf(step).goes.find((target) => !targets.has(target));
    if (lost !== undefined) throw refuse(`has no place \`${lost}\`, where \`${step.name}\` jumps to`, `\`${lost}:\``);
  }
}

function checkReached({ operation, entries, known, refuse }: OrderToCheck, { before }: Flow): void {
  const present = stepsOf(entries);
  const mandatory = new Set(stepsOf(operation.entries).filter(({ optional }) => optional !== true).map(({ name }) => name));
  // What only steps that were left out jump to is left out with them.
  let isExcused = false;
  for (const [place, entry] of entries.entries()) {
    if (before[place] !== undefined) isExcused = false;
    else if (isLabel(entry)) isExcused ||= isOnlyForOthers(entry.label, known, present);
    else if (mandatory.has(entry.name) && !isExcused) {
      const previous = entries[place - 1];
      const blame = isLabel(previous) ? 'nothing leads there' : `\`${previous.name}\` never goes on`;
      throw refuse(`has no way to the mandatory step \`${entry.name}\``, `a way to \`${entry.name}\` (${blame})`);
    }
  }
}

function isOnlyForOthers(target: string, known: readonly Step[], present: readonly Step[]): boolean {
  return known.some((step) => waysOf(step).goes.includes(target) && !present.includes(step));
}

function checkNeeds({ operation, entries, known, refuse }: OrderToCheck, { before }: Flow): void {
  for (const [place, entry] of entries.entries()) {
    const facts = before[place];
    if (isLabel(entry) || facts === undefined) continue;
    const need = entry.needs?.find((fact) => !facts.has(fact));
    if (need === undefined) continue;
    const giver = known.find((step) => [...(step.gives ?? []), ...(step.givesOnJump ?? [])].includes(need));
    const isBracket = known.some((step) => step.ends?.includes(need)) || operation.given.includes(need);
    const what = isBracket ? `outside of \`${need}\`` : `without \`${need}\``;
    throw refuse(`runs \`${entry.name}\` ${what}`, `${giver === undefined ? `\`${need}\`` : `\`${giver.name}\``} on every way to \`${entry.name}\``);
  }
}

/** Facts that some step ends must be ended before the list is over. Ways on which only something may be held are for the search. */
function checkGivenBack({ operation, entries, known, refuse }: OrderToCheck, { before, atEnd }: Flow): void {
  const check = (facts: ReadonlySet<string>, where: string): void => {
    for (const fact of facts) {
      const ender = known.find((step) => step.ends?.includes(fact));
      if (ender === undefined || operation.given.includes(fact)) continue;
      throw refuse(`ends ${where} with \`${fact}\` still held`, `\`${ender.name}\` before that`);
    }
  };
  if (atEnd !== undefined) check(atEnd, `\`${operation.name}\``);
  for (const [place, entry] of entries.entries()) {
    const facts = before[place];
    if (isLabel(entry) || facts === undefined) continue;
    const { goes, goesOn, fails } = waysOf(entry);
    const isLast = !goesOn && !fails && goes.length === 0;
    if (isLast) check(behind(entry, facts), `\`${operation.name}\` in \`${entry.name}\``);
  }
}
