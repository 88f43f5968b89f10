/** Who wrote to which register last: a step that reads what was written under another name of the same place is found out. */

import { fixRegisters, registerName } from '../../../core/engine/registers.js';
import type { Machine } from '../../../core/machine/machine.js';

/** Tags by context and place; absent: nothing was written there since the registers were cleared. */
type Tags = Map<string, number>;

/** Watches the registers of a machine as if all of them were laid out as its kernel says, whether they are or not. */
export class RegisterTags {
  /** `gup-fast/read-pte-once reads gup.taken, where fault.mm was written`. */
  readonly mixed = new Set<string>();
  /** Reads of what was written under the same name. */
  clean = 0;
  private tags: Tags = new Map();
  private readonly declared = fixRegisters();

  constructor(private readonly m: Machine) {
    const [get, set, clearRegisters] = [m.get.bind(m), m.set.bind(m), m.clearRegisters.bind(m)];
    m.get = (actor, register) => {
      this.read(actor, register);
      return get(actor, register);
    };
    m.set = (actor, register, value) => {
      this.tags.set(this.placeOf(actor, register), register);
      set(actor, register, value);
    };
    m.clearRegisters = (actor) => {
      const context = `${m.contextOf[actor]}.`;
      for (const place of this.tags.keys()) if (place.startsWith(context)) this.tags.delete(place);
      clearRegisters(actor);
    };
  }

  /** The tags as they are now, to go back to. */
  save(): () => void {
    const saved = new Map(this.tags);
    return () => {
      this.tags = new Map(saved);
    };
  }

  private placeOf(actor: number, register: number): string {
    return `${this.m.contextOf[actor]}.${this.m.policy.registerAt[register]}`;
  }

  private read(actor: number, register: number): void {
    const written = this.tags.get(this.placeOf(actor, register));
    if (written === register) this.clean++;
    if (written === register || written === undefined) return;
    const list = this.m.policy.lists[this.m.actor.list[actor]];
    const step = list?.steps[this.m.actor.position[actor]]?.name ?? '';
    const [wanted, found] = [register, written].map((number) => registerName(this.declared[number]));
    this.mixed.add(`${list?.name}/${step} reads ${wanted}, where ${found} was written`);
  }
}
