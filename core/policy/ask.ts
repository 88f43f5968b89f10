/** A question that a rule is asked: what it is about, and which fields were read, with which values, until it was answered. */

import type { Asked, Contradiction } from './decision-tree.js';
import { isDeclared, reachedThrough, type Subject } from '../rules/questions.js';
import { ruleName, type RuleToken } from '../rules/rule.js';

/** Names of fields by number; 0 is a subject itself, where that is a plain value. */
const names: string[] = [''];
const numbers = new Map<string, number>();

/** The number of a name: asks are compared by numbers, millions of times in a workload. */
export function nameNumber(name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, names.length);
  return names.push(name) - 1;
}

/** A field of a question's subjects as one number: its name, and which of at most eight subjects has it. */
function lookOf(position: number, name: number): number {
  return (name << 3) | position;
}

/** Subjects, and behind them those to which their views lead. */
function withReached(given: readonly Subject[]): readonly Subject[] {
  const subjects = [...given];
  for (const [subject, from] of Object.entries(reachedThrough) as [Subject, Subject][])
    if (subjects.includes(from)) subjects.push(subject);
  return subjects;
}

/** What a rule is asked, by whom it is bound to a machine: `mayReuse` of write-fault, about a frame and a fault. */
export class Question {
  /** What it is about, in this order: first what a rule is handed, then what that leads to. */
  readonly subjects: readonly Subject[];
  /** Looks that are declared, and those that only lead to another view. */
  private readonly declared: readonly number[];
  private readonly mustDeclare: readonly boolean[];

  /**
   * @param given what a rule is handed, in this order
   * @param reads of the rule that answers
   */
  constructor(
    readonly token: RuleToken,
    readonly name: string,
    readonly given: readonly Subject[],
    reads: readonly string[],
  ) {
    this.subjects = withReached(given);
    this.mustDeclare = this.subjects.map(isDeclared);
    const leads = Object.entries(reachedThrough).map(([subject, from]) => `${from}.${subject}`);
    this.declared = [...reads, ...leads].flatMap((field) => {
      const [subject, name] = field.split('.');
      return this.subjects.flatMap((own, position) => (own === subject ? lookOf(position, nameNumber(name)) : []));
    });
  }

  /** What a subject that a rule was not handed is: undefined where a view of a rule's own making does not lead to it. */
  reached(position: number, subjects: readonly unknown[]): unknown {
    const subject = this.subjects[position];
    const from = subjects[this.subjects.indexOf(reachedThrough[subject] ?? subject)];
    return typeof from === 'object' && from !== null ? Reflect.get(from, subject, from) : undefined;
  }

  /** Where the record keeps what was answered. */
  get key(): string {
    return `${ruleName(this.token)} ${this.name}`;
  }

  /** May the rule itself look there, by what it declares? */
  mayLook(look: number): boolean {
    return !this.mustDeclare[look & 7] || this.declared.includes(look);
  }

  /** `frame.refs`; `cowBroken` for a plain value. */
  fieldOf(look: number): string {
    const subject = this.subjects[look & 7];
    return look >> 3 === 0 ? subject : `${subject}.${names[look >> 3]}`;
  }

  /** The same with fields by their names. */
  told({ seen, ...answers }: Contradiction<number>): Contradiction<string> {
    return { ...answers, seen: seen.map(([look, value]) => [this.fieldOf(look), value]) };
  }
}

/** A question under way. One object serves many, one after the other. */
export class Ask implements Asked<number> {
  /** What it is asked about: views, and plain values. To be filled before it begins. */
  readonly subjects: unknown[] = [];
  private question: Question | undefined;
  /** How many of the subjects belong to the question. */
  private about = 0;
  private readonly seen: number[] = [];
  private readonly values: unknown[] = [];
  private count = 0;
  private firstUndeclared = -1;

  /** @param given subjects that there are: a rule that asks another may leave some out, or add to them */
  begin(question: Question, given: number): void {
    const { subjects } = this;
    this.question = question;
    this.about = question.subjects.length;
    this.count = 0;
    this.firstUndeclared = -1;
    for (let i = given; i < question.given.length; i++) subjects[i] = undefined;
    for (let i = question.given.length; i < this.about; i++) subjects[i] = question.reached(i, subjects);
    // Whether a rule looks at a plain value cannot be seen.
    for (let i = 0; i < this.about; i++) if (typeof subjects[i] !== 'object') this.keep(lookOf(i, 0), subjects[i]);
  }

  /** A field of a view was looked at: by the rule itself (`isOwn`), or by one that it asked. */
  read(view: object, name: number, value: unknown, isOwn: boolean): void {
    const { subjects } = this;
    for (let i = 0; i < this.about; i++) {
      if (subjects[i] !== view) continue;
      const look = lookOf(i, name);
      if (isOwn && this.firstUndeclared < 0 && this.question?.mayLook(look) === false) this.firstUndeclared = look;
      this.keep(look, value);
    }
  }

  private keep(look: number, value: unknown): void {
    for (let i = 0; i < this.count; i++) if (this.seen[i] === look) return;
    this.seen[this.count] = look;
    this.values[this.count++] = value;
  }

  /** The first field that the rule itself looked at and does not declare. */
  get undeclared(): string | undefined {
    return this.firstUndeclared < 0 ? undefined : this.question?.fieldOf(this.firstUndeclared);
  }

  looks(): readonly number[] {
    return this.seen.slice(0, this.count);
  }

  see(look: number): unknown {
    for (let i = 0; i < this.count; i++) if (this.seen[i] === look) return this.values[i];
    const subject = this.subjects[look & 7];
    if (look >> 3 === 0 || typeof subject !== 'object' || subject === null) return subject;
    return Reflect.get(subject, names[look >> 3], subject);
  }
}
