/** Orders of steps that cannot work. */

import { CowlabError, type ErrorDetails } from './cowlab-error.js';
import type { Refused } from './definitions.js';

/** The order of a list, and the policy that states it. */
export interface OrderOf extends Refused {
  readonly list: string;
}

function expecting({ id, list, origin }: OrderOf, expected: string): ErrorDetails {
  return { where: origin, expected: `${expected} in order \`${list}\` of policy \`${id}\`` };
}

/** No step is left. */
export function leavesNothing(order: OrderOf): CowlabError {
  return new CowlabError(
    'COW069',
    `The policy \`${order.id}\` leaves nothing of \`${order.list}\`.`,
    expecting(order, 'at least one step'),
  );
}

/** A jump there could mean either. */
export function labelNamedLikeStep(order: OrderOf, name: string): CowlabError {
  return new CowlabError(
    'COW070',
    `The policy \`${order.id}\` has a label \`${name}:\` that repeats the name of a step.`,
    expecting(order, 'a label of another name'),
  );
}

/** A jump there could mean either. */
export function namedTwice(order: OrderOf, kind: 'label' | 'step', name: string): CowlabError {
  return new CowlabError(
    'COW071',
    `The policy \`${order.id}\` names the ${kind} \`${name}\` twice.`,
    expecting(order, 'every name once'),
  );
}

/** @param step the one that is missing, as in the other factories here the one it is about */
export function leavesOutMandatory(order: OrderOf, step: string): CowlabError {
  return new CowlabError(
    'COW072',
    `The policy \`${order.id}\` leaves out the mandatory step \`${step}\`.`,
    expecting(order, `\`${step}\``),
  );
}

/** @param place where the step jumps to */
export function jumpArrivesNowhere(order: OrderOf, place: string, step: string): CowlabError {
  return new CowlabError(
    'COW073',
    `The policy \`${order.id}\` has no place \`${place}\`, where \`${step}\` jumps to.`,
    expecting(order, `\`${place}:\``),
  );
}

/** @param previous the step before it, which never goes on; undefined: nothing leads there */
export function noWayToMandatory(order: OrderOf, step: string, previous: string | undefined): CowlabError {
  const blame = previous === undefined ? 'nothing leads there' : `\`${previous}\` never goes on`;
  return new CowlabError(
    'COW074',
    `The policy \`${order.id}\` has no way to the mandatory step \`${step}\`.`,
    expecting(order, `a way to \`${step}\` (${blame})`),
  );
}

/** @param fact what some step ends, a lock for instance @param giver the step that gives it, or the fact itself */
export function runsOutside(order: OrderOf, step: string, fact: string, giver: string): CowlabError {
  return new CowlabError(
    'COW075',
    `The policy \`${order.id}\` runs \`${step}\` outside of \`${fact}\`.`,
    expecting(order, `\`${giver}\` on every way to \`${step}\``),
  );
}

/** As `runsOutside`, for a fact that holds for good. */
export function runsWithout(order: OrderOf, step: string, fact: string, giver: string): CowlabError {
  return new CowlabError(
    'COW076',
    `The policy \`${order.id}\` runs \`${step}\` without \`${fact}\`.`,
    expecting(order, `\`${giver}\` on every way to \`${step}\``),
  );
}

/** @param step in which the list ends; undefined: behind the last @param ender the step that ends the fact, or the fact itself */
export function endsHolding(order: OrderOf, step: string | undefined, fact: string, ender: string): CowlabError {
  const place = step === undefined ? '' : ` in \`${step}\``;
  return new CowlabError(
    'COW077',
    `The policy \`${order.id}\` ends \`${order.list}\`${place} with \`${fact}\` still held.`,
    expecting(order, `\`${ender}\` before that`),
  );
}

/** @param facts what stays held @param enders the steps that end these facts */
export function failsHolding(order: OrderOf, step: string, facts: readonly string[], enders: readonly string[]): CowlabError {
  const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  return new CowlabError(
    'COW079',
    `The policy \`${order.id}\` lets \`${step}\` fail in \`${order.list}\` with ${quoted(facts)} still held.`,
    {
      where: order.origin,
      expected: `what ${quoted(enders)} ${enders.length === 1 ? 'does' : 'do'}, behind a \`back-off:\` of \`${order.list}\` or of the lists that call it`,
    },
  );
}
