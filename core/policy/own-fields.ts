/** Fields that the policies of a chain add to the state: whether they fit, and which of them rules may read. */

import { fieldNoName, fieldOfOddWidth, fieldThereAlready, unknownName } from '../errors/errors.js';
import type { Width } from '../machine/column.js';
import { fieldNames, fields, type ExtraField } from '../machine/fields.js';
import { isField } from '../rules/looks.js';
import { isDeclared, readableFields } from '../rules/questions.js';
import type { Policy } from './policy.js';

const widths: readonly number[] = [8, 16, 32] satisfies Width[];

const nameShape = /^[a-z][A-Za-z0-9]*$/;

/**
 * What the policies of a chain add. Fields are laid out by name, and views show them by name: one that is there twice would
 * take the place of the other.
 * @throws {CowlabError} COW004, COW231, COW232 or COW332 for a field that does not fit
 */
export function fieldsOf(chain: readonly Policy[]): ExtraField[] {
  const known = new Set([...fieldNames, ...readableFields]);
  for (const { id, origin, fields: added = [] } of chain) {
    for (const { entity, name, bits } of added) {
      const field = `${entity}.${name}`;
      if (!Object.hasOwn(fields, entity)) throw unknownName('entity of the state', entity, Object.keys(fields), origin);
      if (!widths.includes(bits)) throw fieldOfOddWidth({ id, origin }, field, bits);
      if (!isName(name)) throw fieldNoName({ id, origin }, field);
      if (known.has(field)) throw fieldThereAlready({ id, origin }, field);
      known.add(field);
    }
  }
  return chain.flatMap((policy) => policy.fields ?? []);
}

/** Rules read a field as a property, so it must not be called as what every object has. */
function isName(name: unknown): boolean {
  return typeof name === 'string' && nameShape.test(name) && isField(name);
}

/** Every name that `reads` of a rule may have: fields of the views, and those that policies of the chain add to what has a view. */
export function readableIn(chain: readonly Policy[]): readonly string[] {
  const own = chain.flatMap(({ fields: added = [] }) => added.filter(({ entity }) => isDeclared(entity)));
  return [...readableFields, ...own.flatMap(readAs)];
}

/** How `reads` names a field that a policy adds: frames are seen in two roles. */
export function readAs({ entity, name }: ExtraField): readonly string[] {
  return (entity === 'frame' ? ['frame', 'head'] : [entity]).map((view) => `${view}.${name}`);
}
