/** Step lists as data: from an order's names to a list the machine can run, with every mistake refused before the first step. */

import { unknownName, wrongPolicy } from '../program/errors.js';
import { isLabel, label, labelCount, labelNumber, type Entry, type Operation, type Step, type StepFunction } from '../steps/step.js';

export interface CompiledList {
  readonly name: string;
  /** The kernel function it stands for. */
  readonly stands: string;
  readonly steps: readonly Step[];
  /** `steps[i].run`: what the interpreter touches. */
  readonly run: readonly StepFunction[];
  /** Position of every label and step by label number, -1 where the list has none. */
  readonly positions: Int16Array;
  /** Where errors go; -1: straight to the caller. */
  readonly backOff: number;
}

/** The entries that a policy's order names, steps of its own included. */
export function entriesOf(operation: Operation, order: readonly string[], own: readonly Step[], policy: string): Entry[] {
  const known = new Map<string, Step>();
  for (const entry of [...operation.entries, ...operation.spare, ...own]) if (!isLabel(entry)) known.set(entry.name, entry);
  const entries = order.map((name): Entry => {
    if (name.endsWith(':')) return label(name.slice(0, -1));
    const step = known.get(name);
    if (step === undefined) throw unknownName(`step of \`${operation.name}\``, name, known.keys(), `order of policy \`${policy}\``);
    return step;
  });
  checkOrder(operation, entries, policy);
  return entries;
}

/** Mandatory steps are there, none twice, jumps arrive, and every step finds what it needs established before it. */
function checkOrder(operation: Operation, entries: readonly Entry[], policy: string): void {
  const place = `order \`${operation.name}\` of policy \`${policy}\``;
  const steps = entries.filter((e): e is Step => !isLabel(e));
  const present = new Set(steps.map((s) => s.name));
  for (const entry of operation.entries) {
    if (isLabel(entry) || entry.mandatory !== true || present.has(entry.name)) continue;
    // An alternative that gives the same may stand in for a mandatory step that gives something.
    if ((entry.gives ?? []).length > 0 && (entry.gives ?? []).every((g) => steps.some((s) => s.gives?.includes(g)))) continue;
    throw wrongPolicy(policy, `leaves out the mandatory step \`${entry.name}\``, `\`${entry.name}\` in ${place}`);
  }
  if (present.size !== steps.length) {
    const twice = steps.find((s, i) => steps.findIndex((t) => t.name === s.name) !== i);
    throw wrongPolicy(policy, `names the step \`${twice?.name}\` twice`, `every step once in ${place}`);
  }
  checkJumps(entries, policy, place);
  const given = new Set<string>();
  for (const step of steps) {
    for (const need of step.needs ?? []) {
      if (given.has(need)) continue;
      const giver = [...operation.entries, ...operation.spare].find((e): e is Step => !isLabel(e) && (e.gives?.includes(need) ?? false));
      throw wrongPolicy(policy, `runs \`${step.name}\` too early`, `\`${giver?.name ?? need}\` before \`${step.name}\` in ${place}`);
    }
    for (const gift of step.gives ?? []) given.add(gift);
  }
}

function checkJumps(entries: readonly Entry[], policy: string, place: string): void {
  const targets = new Set(entries.map((entry) => (isLabel(entry) ? entry.label : entry.name)));
  for (const entry of entries) {
    if (isLabel(entry)) continue;
    const lost = entry.goes?.find((target) => !targets.has(target));
    if (lost === undefined) continue;
    throw wrongPolicy(policy, `has no place \`${lost}\`, where \`${entry.name}\` jumps to`, `\`${lost}:\` in ${place}`);
  }
}

export function compileList(operation: Operation, entries: readonly Entry[]): CompiledList {
  const steps: Step[] = [];
  const marks: [number, number][] = [];
  for (const entry of entries) {
    if (isLabel(entry)) marks.push([labelNumber(entry.label), steps.length]);
    else {
      marks.push([labelNumber(entry.name), steps.length]);
      steps.push(entry);
    }
  }
  const positions = new Int16Array(labelCount()).fill(-1);
  for (const [number, position] of marks) positions[number] = position;
  return {
    name: operation.name, stands: operation.stands, steps, run: steps.map((s) => s.run), positions,
    backOff: positions[labelNumber('back-off')] ?? -1,
  };
}
