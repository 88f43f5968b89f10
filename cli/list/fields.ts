import type { Policy } from '../../core/index.js';
import { entities, fields, type Entity, type ExtraField } from '../../core/machine/fields.js';
import { readAs } from '../../core/policy/own-fields.js';
import { isDeclared, readable } from '../../core/rules/questions.js';
import { openRegistry } from '../select/registry.js';
import type { Entry } from './text.js';

/** What the state has of each kind of thing, what policies have added to it, and what rules see of it. */
export async function listFields(plugins: readonly string[]): Promise<readonly Entry[]> {
  const policies = (await openRegistry(plugins)).all();
  const state = (Object.keys(entities) as Entity[]).flatMap((entity) => [
    ...Object.entries(fields[entity]).map(([name, { bits, about }]) => fieldEntry({ entity, name, bits, about })),
    ...policies.flatMap((policy) => addedBy(policy, entity)),
  ]);
  const own = policies.flatMap((policy) =>
    (policy.fields ?? []).filter(({ entity }) => isDeclared(entity)).flatMap((field) => ownEntries(field, policy.id)),
  );
  const seen = Object.entries(readable).flatMap(([entity, names]) =>
    Object.entries(names).map(([name, about]) => ruleEntry({ entity, name, about })),
  );
  return [...state, ...seen, ...own];
}

function addedBy({ id, fields: added = [] }: Policy, entity: Entity): Entry[] {
  return added.filter((field) => field.entity === entity).map((field) => fieldEntry(field, id));
}

function fieldEntry({ entity, name, bits, about = '' }: ExtraField, policy?: string): Entry {
  const facts = [`${bits} bits`, policy === undefined ? '' : `of ${policy}`, about];
  return {
    name: `  ${name}`,
    about: facts.filter((fact) => fact !== '').join('; '),
    group: `${entity}: ${entities[entity]}`,
    details: [],
    data: { entity, name, bits, about, policy, of: 'state' },
  };
}

function ownEntries(field: ExtraField, policy: string): Entry[] {
  return readAs(field).map((read) => ruleEntry({ ...field, entity: read.split('.')[0] }, policy));
}

function ruleEntry({ entity, name, about = '' }: { entity: string; name: string; about?: string }, policy?: string): Entry {
  const facts = [policy === undefined ? '' : `of ${policy}`, about];
  return {
    name: `  ${entity}.${name}`,
    about: facts.filter((fact) => fact !== '').join('; '),
    group: 'what rules read, and name in `reads`',
    details: [],
    data: { entity, name, about, policy, of: 'views' },
  };
}
