/** Drafts with their names resolved: what each operation does. */

import { cannotRepeat, cannotRepeatInRace, noMemoryToActOn, valueStoredTwice } from '../errors/errors.js';
import type { Operation } from '../program/program.js';
import { written } from './operations/index.js';
import type { Building } from './operations/written.js';
import type { Scope } from './scope.js';
import { textOf, type Draft } from './unresolved.js';

/** Builds operations in the order of the file; one builder per program, since values are written once. */
export class OperationBuilder {
  private readonly scope: Scope;
  private readonly building: Building;
  /** Value → where it is written. */
  private readonly values = new Map<number, string>();
  private readonly later: (() => void)[] = [];

  constructor(scope: Scope) {
    this.scope = scope;
    this.building = {
      scope,
      storedValue: (draft, value) => this.storedValue(draft, value),
      later: (resolve) => this.later.push(resolve),
    };
  }

  /** One operation; several, one per page, where an action names a single page of a handle or file. */
  build(draft: Draft): Operation[] {
    this.refuse(draft);
    const scope = this.scope;
    const built = written(draft.op).build(draft, this.building);
    const handle = built[0]?.handle ?? -1;
    const several = built.length > 1 ? built.length : built[0]?.values;
    const result = scope.observe(draft, draft.data.as, several, handle);
    return built.map(({ action }, index) => ({
      actor: scope.actor(draft),
      action,
      times: draft.data.times ?? 1,
      result: result + index,
      text: textOf(draft),
      where: scope.where(draft),
    }));
  }

  /** What could be resolved only now; what cannot be is among the mistakes. */
  finish(): void {
    for (const resolve of this.later) resolve();
  }

  private refuse(draft: Draft): void {
    const { ofProcess, once, onceInRace } = written(draft.op);
    const kind = this.scope.cast.actors[this.scope.actor(draft)]?.kind;
    if (ofProcess && (kind === 'device' || kind === 'kernel')) throw noMemoryToActOn(draft.actor, draft.op, draft.actorWhere);
    if ((draft.data.times ?? 1) === 1) return;
    const where = this.scope.where(draft, 'times');
    if (once !== undefined) throw cannotRepeat(once, where);
    if (draft.phase === 'race' && onceInRace) throw cannotRepeatInRace(draft.op, where);
  }

  private storedValue(draft: Draft, value: number): number {
    const where = this.scope.where(draft, 'value');
    const first = this.values.get(value);
    if (first !== undefined) throw valueStoredTwice(value, first, where);
    this.values.set(value, where);
    return value;
  }
}
