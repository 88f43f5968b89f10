/** `--states`, `--max-memory` and `--reduce`: what the search of a cell may cost, and how much of it is searched. */

import { notASize, notSeconds, notStates } from '../core/errors/errors.js';
import { defaultBounds, type Bounds, type Reduction } from '../core/program/bounds.js';

/** The options `--states`, `--max-memory` and `--reduce`. */
export interface BoundsOptions {
  readonly states?: number;
  /** Bytes. */
  readonly maxMemory?: number;
  readonly reduce?: Reduction;
}

/** Bounds of a cell, as far as options give them. */
export function boundsOf({ states, maxMemory, reduce }: BoundsOptions): Bounds {
  return {
    states: states ?? defaultBounds.states,
    memory: maxMemory ?? defaultBounds.memory,
    reduce: reduce ?? defaultBounds.reduce,
  };
}

/** @throws {CowlabError} COW127 for what is no number of states */
export function parseStates(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw notStates(text);
}

/** Bytes of each unit; those without an `i` are decimal. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * Bytes of `512MiB`, `2GiB`, `300MB`, `1.5 GiB` or `1000000`.
 * @throws {CowlabError} COW128 for what is no size, or none of at least one byte
 */
export function parseSize(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/iu.exec(text.trim()) ?? [];
  const bytes = number === '' ? NaN : Math.floor(Number(number) * (units[unit.toLowerCase()] ?? NaN));
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw notASize(text);
}

/** @throws {CowlabError} COW129 for what is no number of seconds, or more than a timer can count */
export function parseSeconds(text: string): number {
  const seconds = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : NaN;
  if (seconds >= 0.1 && seconds <= 1_000_000) return seconds;
  throw notSeconds(text);
}
