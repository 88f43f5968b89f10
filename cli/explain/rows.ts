/** A replay as rows of a table whose columns are actors: operations, their steps, and what each step did. */

import { plural } from '../../core/errors/numbers.js';
import type { Answered, Decided, Replay, ReplayStep } from '../../core/explore/replay.js';
import type { Program } from '../../core/program/program.js';
import type { Breach } from '../../core/program/breach.js';
import { breachInWords } from '../../core/program/breach-words.js';
import { isAboutLocks, namedBy, showChange, showsBreach } from './changes.js';

/** Something that is said beside a step. */
export interface Note {
  readonly kind: 'change' | 'decided' | 'breach';
  readonly text: string;
}

/** Without an actor: a line across all columns. */
export interface Row {
  readonly kind: 'phase' | 'operation' | 'step' | 'quiet';
  readonly actor: number;
  readonly text: string;
  readonly notes: readonly Note[];
}

const phases: Readonly<Record<ReplayStep['phase'], string>> = {
  steps: 'steps, in this order',
  race: 'race: one of its interleavings',
  after: 'after the race, in this order',
};

/** @param breaches all of the run, to mark the observation in which one shows */
export function rowsOf(program: Program, { steps }: Replay, breaches: readonly Breach[], allSteps: boolean): Row[] {
  return new Rows(program, breaches, allSteps).of(steps);
}

class Rows {
  private readonly rows: Row[] = [];
  private quiet: ReplayStep[] = [];
  private last: ReplayStep | undefined;
  private readonly begun = new Set<ReplayStep['operation']>();
  private readonly cited = new Set<string>();

  private readonly isNamed: ReturnType<typeof namedBy>;

  constructor(
    private readonly program: Program,
    breaches: readonly Breach[],
    private readonly allSteps: boolean,
  ) {
    this.isNamed = namedBy(breaches);
  }

  of(steps: readonly ReplayStep[]): Row[] {
    for (const step of steps) this.add(step);
    this.flush();
    return this.rows;
  }

  private add(step: ReplayStep): void {
    const { phase, actor, operation } = step;
    if (phase !== this.last?.phase || operation !== this.last.operation) this.flush();
    if (phase !== this.last?.phase && this.program.race.length > 0) this.push('phase', -1, phases[phase]);
    if (phase !== this.last?.phase || operation !== this.last.operation) {
      this.push('operation', actor, this.begun.has(operation) ? `… ${operation.text}, continued` : operation.text);
      this.begun.add(operation);
    }
    this.last = step;
    const notes = this.notesOf(step);
    if (notes.length === 0 && !this.allSteps) {
      this.quiet.push(step);
      return;
    }
    this.flush();
    this.push('step', actor, this.nameOf(step), notes);
  }

  private nameOf({ list, step }: ReplayStep): string {
    return this.allSteps && list !== '' ? `${list}/${step}` : step;
  }

  /** Steps that changed nothing: in a race it matters when they looked, elsewhere only that there were some. */
  private flush(): void {
    const [first] = this.quiet;
    if (first === undefined) return;
    const names = this.quiet.map(({ step }) => step).join(', ');
    const text = first.phase === 'race' ? names : plural(this.quiet.length, 'more step');
    this.push('quiet', first.actor, text);
    this.quiet = [];
  }

  private push(kind: Row['kind'], actor: number, text: string, notes: readonly Note[] = []): void {
    this.rows.push({ kind, actor, text, notes });
  }

  private notesOf({ phase, changes, decided, breaches }: ReplayStep): Note[] {
    const shown = phase === 'race' || this.allSteps ? changes : changes.filter((change) => !isAboutLocks(change));
    return [
      ...decided.map((by): Note => ({ kind: 'decided', text: this.showDecision(by) })),
      ...shown.map((change): Note => {
        return showsBreach(change, this.isNamed)
          ? { kind: 'breach', text: `✗ ${showChange(change)}` }
          : { kind: 'change', text: showChange(change) };
      }),
      ...breaches.map((breach): Note => ({ kind: 'breach', text: `✗ ${breach.kind}: ${breachInWords(breach)}` })),
    ];
  }

  private showDecision({ asked, isDecided, handedOnBy, consulted, ...by }: Decided): string {
    const via = handedOnBy.length === 0 ? '' : `, for ${handedOnBy.join(' and ')},`;
    if (!isDecided) return `${asked}: ${this.nameOfRule(by)}${via} wants to look closer`;
    const others = consulted.map(
      (other) => `; it was told by ${this.nameOfRule(other)}: ${other.question}, ${other.answer}${this.sourceOf(other)}`,
    );
    return `decided by ${asked}: ${this.nameOfRule(by)}${via} answers ${by.question} with ${by.answer}${this.sourceOf(by)}${others.join('')}`;
  }

  /** With the policy that bound it until its source has been shown, too. */
  private nameOfRule({ rule, policy, decision }: Answered): string {
    return this.cited.has(`${decision} ${rule}`) ? rule : `${rule} of ${policy}`;
  }

  /** In full when the rule is first heard to decide. */
  private sourceOf({ rule, decision, source }: Answered): string {
    const isNew = !this.cited.has(`${decision} ${rule}`);
    this.cited.add(`${decision} ${rule}`);
    return isNew && source !== undefined ? ` (${source})` : '';
  }
}
