import { operations, type Policy, type Step } from '../../core/index.js';
import { waysOf } from '../../core/engine/answers.js';
import { registersByOwner } from '../../core/engine/registers.js';
import { needInWords } from '../../core/engine/facts.js';
import { isLabel } from '../../core/engine/step.js';
import { fieldName } from '../../core/machine/fields.js';
import { openRegistry } from '../select/registry.js';
import type { Entry } from './text.js';

type Use = 'mandatory' | 'default' | 'spare' | 'own';

const uses: Readonly<Record<Use, string>> = {
  mandatory: 'mandatory',
  default: 'in the default list',
  spare: 'spare: for orders of policies',
  own: 'of the policy',
};

/**
 * The steps that orders of policies may name, by operation, in the order of the default list; behind them the registers of the list,
 * and at the end those that belong to no list.
 */
export async function listSteps(plugins: readonly string[]): Promise<readonly Entry[]> {
  const policies = (await openRegistry(plugins)).all();
  const registers = registersByOwner();
  const others = [...registers].filter(([owner]) => !operations.some(({ name }) => name === owner));
  const ofLists = operations.flatMap(({ name, stands, entries, spare }) => {
    const steps = entries.filter((entry): entry is Step => !isLabel(entry));
    const own = policies.flatMap((policy) => (policy.steps?.[name] ?? []).map((step) => ({ step, policy: policy.id })));
    return [
      ...steps.map((step) => entryOf(name, stands, step, step.optional === true ? 'default' : 'mandatory', policies)),
      ...spare.map((step) => entryOf(name, stands, step, 'spare', policies)),
      ...own.map(({ step, policy }) => entryOf(name, stands, step, 'own', policies, policy)),
      ...registersEntry(name, stands, registers.get(name)),
    ];
  });
  return [...ofLists, ...others.flatMap(([owner, names]) => registersEntry(owner, 'no list: what several share', names))];
}

function registersEntry(operation: string, stands: string, registers: readonly string[] = []): Entry[] {
  if (registers.length === 0) return [];
  return [
    {
      name: '  registers',
      about: registers.join(', '),
      group: `${operation} (${stands})`,
      details: [],
      data: { operation, stands, registers },
    },
  ];
}

function entryOf(operation: string, stands: string, step: Step, use: Use, policies: readonly Policy[], owner?: string): Entry {
  const orderedBy = policies
    .filter(({ orders }) => orders?.[operation]?.some(({ brings }) => brings.includes(step.name)) === true)
    .map(({ id }) => id);
  const { asks = [], gives = [], givesOnJump = [], ends = [] } = step;
  const [reads, writes] = [step.reads, step.writes].map((touched = []) => touched.map(fieldName));
  const { goes, calls, goesOn, fails } = waysOf(step);
  const needs = (step.needs ?? []).map(needInWords);
  const facts = [
    use === 'own' ? `of ${owner ?? ''}` : uses[use],
    asks.length === 0 ? '' : `asks ${asks.join(', ')}`,
    calls.length === 0 ? '' : `calls ${calls.join(', ')}`,
    goes.length === 0 ? '' : `goes to ${goes.join(', ')}`,
    needs.length === 0 ? '' : `needs ${needs.join(', ')}`,
    gives.length === 0 ? '' : `gives ${gives.join(', ')}`,
    givesOnJump.length === 0 ? '' : `gives ${givesOnJump.join(', ')} where it jumps`,
    ends.length === 0 ? '' : `ends ${ends.join(', ')}`,
    goesOn ? '' : 'never goes on',
  ];
  const footprint = [
    reads.length === 0 ? '' : `reads ${reads.join(' ')}`,
    writes.length === 0 ? '' : `writes ${writes.join(' ')}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
  return {
    name: `  ${step.name}`,
    about: facts.filter((fact) => fact !== '').join('; '),
    group: `${operation} (${stands})`,
    details: [footprint, use === 'spare' && orderedBy.length > 0 ? `in orders of ${orderedBy.join(', ')}` : ''].filter(
      (line) => line !== '',
    ),
    data: {
      operation,
      stands,
      step: step.name,
      use,
      owner,
      orderedBy,
      asks,
      calls,
      goes,
      needs,
      gives,
      givesOnJump,
      ends,
      leaves: !goesOn,
      fails,
      reads,
      writes,
    },
  };
}
