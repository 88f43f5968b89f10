/** Who takes part: processes in order of their forks, and the actors. */

import {
  actsBeforeFork,
  forksItsOrigin,
  nameTaken,
  noMemoryToActOn,
  reservedName,
  unknownName,
  type CowlabError,
} from '../errors/errors.js';
import type { Mistakes } from './mistakes.js';
import { namePattern } from './place.js';
import type { Actor, ActorKind, Process } from '../program/program.js';
import type { Draft } from './unresolved.js';
import { mayPrecede } from './unresolved.js';

const kernelThreads: readonly string[] = ['kswapd', 'ksmd', 'khugepaged', 'kmigrate', 'flusher'];
const reserved: readonly string[] = ['P', 'dev', ...kernelThreads];

type Fork = Draft & { readonly forks: string };

function isFork(draft: Draft): draft is Fork {
  return draft.forks !== undefined;
}

/** Processes and actors by name. The first actors are the processes, with the same numbers. */
export class Cast {
  readonly processes: Process[] = [{ name: 'P', parent: -1 }];
  readonly actors: Actor[] = [];
  private readonly forks = new Map<string, Fork>();
  private readonly processNumbers = new Map([['P', 0]]);
  private readonly actorNumbers = new Map<string, number>();

  /** Those whose actor takes part. */
  readonly drafts: readonly Draft[];

  /** Actors that nobody forks, or not yet, are among the mistakes: COW004, COW005, COW009, COW118 to COW200. */
  constructor(
    drafts: readonly Draft[],
    whereOf: (draft: Draft) => string,
    private readonly mistakes: Mistakes,
  ) {
    for (const draft of drafts) {
      const isForked = mistakes.collect(() => this.collectFork(draft, whereOf) ?? true);
      if (isForked === undefined && isFork(draft)) mistakes.doubt(draft.forks);
    }
    this.numberProcesses(whereOf);
    for (const [process, { name }] of this.processes.entries()) this.addActor({ name, kind: 'process', process });
    const unborn = new Set<string>();
    this.drafts = drafts.filter((draft) =>
      mistakes.collect(() => {
        this.find(draft.actor, draft.actorWhere);
        this.refuseUnborn(draft, unborn);
        // Of two forks of one name the second makes nobody.
        return !isFork(draft) || (this.forks.get(draft.forks) === draft && this.processNumber(draft.forks) >= 0);
      }),
    );
  }

  /**
   * The number of an actor; threads, devices and kernel threads appear with their first use.
   * @throws {CowlabError} COW004 when there is none of that name.
   */
  find(name: string, where: string): number {
    const known = this.actorNumbers.get(name);
    if (known !== undefined) return known;
    const kind = this.kindOf(name);
    if (kind === undefined) throw this.unknown(name, this.knownNames(), where);
    const process = kind === 'thread' ? this.processNumber(processPart(name)) : -1;
    return this.addActor({ name, kind, process });
  }

  private addActor(actor: Actor): number {
    this.actorNumbers.set(actor.name, this.actors.length);
    return this.actors.push(actor) - 1;
  }

  /** The number of a process, -1 when there is none of that name. */
  processNumber(name: string): number {
    return this.processNumbers.get(name) ?? -1;
  }

  private kindOf(name: string): ActorKind | undefined {
    if (name === 'dev') return 'device';
    if (kernelThreads.includes(name)) return 'kernel';
    const thread = name.slice(processPart(name).length + 1);
    const isThread = name.includes('.') && namePattern.test(thread) && this.processNumber(processPart(name)) >= 0;
    return isThread ? 'thread' : undefined;
  }

  private knownNames(): string[] {
    return [...new Set([...this.actors.map((actor) => actor.name), 'P.t1', 'dev', ...kernelThreads])];
  }

  private collectFork(draft: Draft, whereOf: (draft: Draft) => string): void {
    if (!isFork(draft)) return;
    const name = draft.forks;
    const first = this.forks.get(name);
    if (draft.actor === 'dev' || kernelThreads.includes(draft.actor))
      throw noMemoryToActOn(draft.actor, draft.op, draft.actorWhere);
    if (reserved.includes(name)) throw reservedName(name, reserved, whereOf(draft));
    if (first !== undefined) throw nameTaken('actor', name, whereOf(draft), whereOf(first));
    this.forks.set(name, draft);
  }

  /** A parent gets its number before its children, wherever the file has them. */
  private numberProcesses(whereOf: (draft: Draft) => string): void {
    let waiting = [...this.forks.values()];
    while (waiting.length > 0) {
      const later = waiting.filter((fork) => !this.addProcess(fork));
      if (later.length === waiting.length) {
        this.mistakes.doubt(...later.map(({ forks }) => forks));
        return this.refuseStuck(later, whereOf);
      }
      waiting = later;
    }
  }

  /** Forks by actors that nobody forks, or that come from them. */
  private refuseStuck(stuck: readonly Fork[], whereOf: (draft: Draft) => string): void {
    const lost = stuck.filter(({ actor }) => !this.forks.has(processPart(actor)));
    for (const { actor, actorWhere } of lost) {
      this.mistakes.collect(() => {
        throw this.unknown(actor, this.knownNamesBeforeActors(), actorWhere);
      });
    }
    const [first] = stuck;
    if (lost.length > 0) return;
    this.mistakes.add(forksItsOrigin(first.actor, first.forks, whereOf(first)));
  }

  private unknown(name: string, known: readonly string[], where: string): CowlabError {
    this.mistakes.refuseFollowUp(processPart(name));
    return unknownName('actor', name, known, where);
  }

  private addProcess(fork: Fork): boolean {
    const parent = this.processNumber(processPart(fork.actor));
    if (parent < 0) return false;
    this.processNumbers.set(fork.forks, this.processes.length);
    this.processes.push({ name: fork.forks, parent });
    return true;
  }

  private knownNamesBeforeActors(): string[] {
    return [...this.processes.map((process) => process.name), ...this.forks.keys(), ...this.knownNames()];
  }

  /** @param unborn processes that have acted too early before: once is enough */
  private refuseUnborn(draft: Draft, unborn: Set<string>): void {
    const process = processPart(draft.actor);
    const fork = this.forks.get(process);
    if (fork === undefined || mayPrecede(fork, draft)) return;
    if (unborn.has(process)) this.mistakes.refuseFollowUp(process);
    unborn.add(process);
    this.mistakes.doubt(process);
    throw actsBeforeFork(draft.actor, fork.forks, draft.actorWhere);
  }
}

/** `P` of `P.t1`. */
function processPart(actor: string): string {
  const dot = actor.indexOf('.');
  return dot < 0 ? actor : actor.slice(0, dot);
}
