/**
 * Which steps of a race nobody else can see, disturb or tell from being taken later: each is an ample set of one (Clarke, Grumberg,
 * Peled, "Model Checking", chapter 10), and is taken together with the step before it.
 *
 * A step is local where its actor stays within an operation; it has one behaviour; nothing that it touches is written, and nothing
 * that it writes is read, by any step that the others may come to before it is taken; and no invariant reads what it writes. It does
 * the same then whenever it is taken, and every state that is passed over differs from one that is kept in nothing that is looked at.
 */

import { Access } from '../../machine/bits.js';
import { fault } from '../../mm/memory/faulting.js';
import { isInFault } from '../../oracle/invariants/steps.js';
import { op } from '../../mm/operation-registers.js';
import type { CompiledPolicy, PolicyMachine } from '../../policy/compile.js';
import type { Operation, Program } from '../../program/program.js';
import { include, meets, type FieldSet } from './footprints.js';
import { add, Held, nothingOf, type Future, type Futures } from './futures.js';
import { PolicyFootprints } from './policy-footprints.js';

const ofPolicies = new WeakMap<CompiledPolicy, PolicyFootprints>();

function footprintsOf(policy: CompiledPolicy): PolicyFootprints {
  const known = ofPolicies.get(policy) ?? new PolicyFootprints(policy);
  ofPolicies.set(policy, known);
  return known;
}

/** An actor of the race, with what follows from its operations alone. */
interface Racer {
  readonly actor: number;
  /** By operation, the list that it begins with. */
  readonly lists: readonly number[];
  /** By operation: processes whose memory it may reach, a bit for each; and those that it and the ones behind it may. */
  readonly reaches: readonly number[];
  readonly willReach: readonly number[];
  /** The one process whose memory it works on; -1: several, or none. */
  readonly home: number;
}

/** A bit for each process whose memory an operation may reach; all bits where that is not known. */
export function reachOf({ actors }: Program, { actor, action }: Operation): number {
  const { process } = actors[actor];
  if (process < 0) return -1;
  return (
    bitOf(process) | ('place' in action ? bitOf(action.place.process) : 0) | (action.op === 'fork' ? bitOf(action.child) : 0)
  );
}

/** Processes that have a bit of their own. */
const mostBits = 31;

/** All bits where there is none for the process. */
function bitOf(process: number): number {
  return process < mostBits ? 1 << process : -1;
}

/** Of a race on a machine. */
export class LocalSteps {
  private readonly known: PolicyFootprints;
  private readonly racers: readonly Racer[];
  /** What the others may touch as long as an actor takes no step, as it was last worked out, and for whom. */
  private readonly others: Future;
  private readonly one: Future;
  private readonly perProcess: FieldSet;
  /** What is looked at when an operation begins, and written when it ends. */
  private readonly atBegin: FieldSet;
  private readonly atEnd: FieldSet;
  private lookedFor = -1;
  private lookedWhile: number = Held.none;

  /** @param firstList the list that an operation begins with */
  constructor(
    private readonly m: PolicyMachine,
    program: Program,
    firstList: (operation: Operation) => number,
  ) {
    this.known = footprintsOf(m.policy);
    const { footprints } = this.known;
    [this.others, this.one] = [nothingOf(footprints), nothingOf(footprints)];
    this.perProcess = footprints.ofProcess();
    this.atBegin = footprints.of(['observation.value', 'handle.frame', 'mm.alive']);
    this.atEnd = footprints.of(['observation.value']);
    this.racers = program.race.map(({ actor, operations }) => {
      const reaches = operations.map((operation) => reachOf(program, operation));
      const willReach = reaches.map((_, at) => reaches.slice(at).reduce((all, bits) => all | bits, 0));
      const { process } = program.actors[actor];
      const home = process >= 0 && process < mostBits && (willReach[0] ?? 0) === bitOf(process) ? process : -1;
      return { actor, lists: operations.map(firstList), reaches, willReach, home };
    });
  }

  /** To be called when another actor than the last one asked about is to move, or states have been restored. */
  forget(): void {
    this.lookedFor = -1;
  }

  /** Is the next step of the actor one that may as well be taken at once? @param racer its place in the race */
  isLocal(racer: number): boolean {
    const { m } = this;
    const { actor } = this.racers[racer];
    const list = m.actor.list[actor];
    if (list < 0) return false;
    const step = this.known.steps[list]?.[m.actor.position[actor]];
    // What an unshare fault may not do in shared memory (I9) is asked of every step of it.
    if (step?.isPlain !== true || (isInFault(m, actor) && (m.get(actor, fault.access) & Access.unshare) !== 0)) return false;
    if (step.isOwn) return true;
    this.lookAtOthers(racer);
    const { others } = this;
    if (meets(step.reads, others.writes) || meets(step.writes, others.writes) || meets(step.writes, others.reads)) return false;
    return !(step.readsIrqs && others.writesIrqs) && !(step.writesIrqs && others.readsIrqs);
  }

  private lookAtOthers(racer: number): void {
    const { m, others } = this;
    const { actor, home, reaches } = this.racers[racer];
    const held = home < 0 ? Held.none : this.known.locked.heldBy(m, actor, home);
    if (this.lookedFor === racer && this.lookedWhile === held) return;
    this.lookedFor = racer;
    this.lookedWhile = held;
    clear(others);
    const reach = reaches[m.actor.operation[actor]];
    for (const [number, other] of this.racers.entries()) if (number !== racer) this.lookAtOther(other, actor, home, held, reach);
  }

  private lookAtOther(other: Racer, actor: number, home: number, held: number, reach: number): void {
    const { m, others, one } = this;
    clear(one);
    const waits = home >= 0 && other.home === home;
    this.follow(other, this.known.futuresWhile(waits ? held : Held.none));
    const isApart = ((other.willReach[m.actor.operation[other.actor]] ?? 0) & reach) === 0;
    if (isApart) for (const set of [one.reads, one.writes]) exclude(set, this.perProcess);
    // Whoever has interrupts off holds back the other actors of his CPU.
    if (m.actor.cpu.at(other.actor) === m.actor.cpu.at(actor)) one.readsIrqs = one.writesIrqs = true;
    add(others, one);
  }

  /** Notes all that an actor may still touch. */
  private follow({ actor, lists }: Racer, futures: Futures): void {
    const { m, one } = this;
    let operation = m.actor.operation[actor];
    if (m.actor.list[actor] >= 0) {
      if (!this.followList(actor, futures)) return;
      include(one.writes, this.atEnd);
      if (m.get(actor, op.times) <= 1) operation++;
    }
    for (; operation < lists.length; operation++) {
      const whole = futures.at(lists[operation], 0);
      add(one, whole);
      include(one.reads, this.atBegin);
      include(one.writes, this.atEnd);
      if (!whole.leaves) return;
    }
  }

  /** To the end of the operation that it is in. False: it does not come there. */
  private followList(actor: number, futures: Futures): boolean {
    const { m, one } = this;
    const here = futures.at(m.actor.list[actor], m.actor.position[actor]);
    add(one, here);
    let { leaves } = here;
    for (let depth = m.actor.depth[actor] - 1; leaves && depth >= 0; depth--) {
      const at = m.stackAt(actor, depth);
      const list = m.stack.list[at];
      const behind = futures.at(list, m.stack.position[at]);
      add(one, behind);
      const { backOff } = m.policy.lists[list];
      // What was called may fail.
      if (m.stack.position[at] <= backOff) {
        const failing = futures.at(list, backOff);
        add(one, failing);
        leaves = behind.leaves || failing.leaves;
      }
    }
    return leaves;
  }
}

function clear(future: Future): void {
  future.reads.fill(0);
  future.writes.fill(0);
  future.readsIrqs = future.writesIrqs = false;
}

function exclude(from: FieldSet, set: FieldSet): void {
  for (let word = 0; word < from.length; word++) from[word] &= ~set[word];
}
