/** A replay as rows of a table whose columns are actors: operations, their steps, and what each step did. */

import type { Decided, Replay, ReplayStep } from '../../core/explore/replay.js';
import type { Program } from '../../core/program/program.js';
import type { Breach } from '../../core/program/verdict.js';
import { plural } from '../terminal.js';
import { isAboutLocks, isNamedIn, showChange } from './changes.js';

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

  constructor(private readonly program: Program, private readonly breaches: readonly Breach[], private readonly allSteps: boolean) {}

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
        const named = this.breaches.some(({ detail }) => isNamedIn(detail, change.about, change.to ?? ''));
        return named ? { kind: 'breach', text: `✗ ${showChange(change)}` } : { kind: 'change', text: showChange(change) };
      }),
      ...breaches.map(({ kind, detail }): Note => ({ kind: 'breach', text: `✗ ${kind}: ${detail}` })),
    ];
  }

  /** Sources in full when a rule is first heard. */
  private showDecision({ decision, question, answer, rule, policy, sources }: Decided): string {
    const key = `${decision} ${rule}`;
    const isNew = !this.cited.has(key);
    this.cited.add(key);
    const source = isNew && sources.length > 0 ? ` (${sources.join('; ')})` : '';
    return `decided by ${decision}: ${rule}${isNew ? ` of ${policy}` : ''} answers ${question} with ${answer}${source}`;
  }
}
