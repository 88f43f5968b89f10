/** What a rule of a plugin gets is a window, too: it shows values, tells who records them, and leads nowhere. */

import { nobody } from '../machine/hook.js';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  askBreaksCow,
  askIsMaybePinned,
  askMayFollow,
  askMayReuse,
  askMayTake,
  askMayTakeLockless,
  askMayUpgrade,
  askMustCopy,
  askMustUnshare,
} from '../machine/ask.js';
import { Pte } from '../machine/bits.js';
import { Machine } from '../machine/machine.js';
import { simplestRules } from '../machine/testing/kernel.js';
import { smallMachine } from '../machine/testing/machine.js';
import { Shown } from '../machine/views.js';
import { members } from '../rules/questions.js';
import { ruleTokens, Stage, type Rules } from '../rules/rule.js';
import { reachableFrom } from '../testing/reachable.js';
import { definePolicy } from './policy.js';
import { recorded } from './recorded.js';
import { compiledPlain, ruleOf } from './testing/plain.js';

/** By question: what a rule was handed. */
const handed = new Map<string, readonly unknown[]>();

const rules = Object.keys(members) as (keyof Rules)[];
const questions = rules.flatMap((rule) => Object.keys(members[rule].methods));

/** As `plain`; its rules keep what they are handed. */
const curious = definePolicy('curious', {
  title: 'Keeps all that it is handed',
  extends: 'plain',
  rules: Object.fromEntries(
    rules.map((rule) => {
      const keeping = Object.keys(members[rule].methods).map((question): [string, unknown] => [
        question,
        (...views: unknown[]) => {
          handed.set(question, views);
          return Reflect.apply(Reflect.get(simplestRules[rule], question) as () => unknown, undefined, views) as unknown;
        },
      ]);
      return [ruleTokens[rule], ruleOf({ ...simplestRules[rule], reads: ['pte.writable'], ...Object.fromEntries(keeping) })];
    }),
  ),
});

function askEverything(m: Machine): void {
  m.pte.entry.set(0, Pte.present, m.pte.entry.frameAt(0));
  askMayReuse(m, nobody, 1, Stage.firstLook, false);
  askMustCopy(m, nobody, 1, 0);
  askBreaksCow(m, m.gupRequest);
  askMustUnshare(m, nobody, 1, m.gupRequest);
  askMayTake(m, m.gupRequest);
  askMayTakeLockless(m, nobody, 1, m.gupRequest);
  askMayFollow(m, nobody, 0, m.gupRequest, false);
  askMayUpgrade(m, nobody, 0);
  askIsMaybePinned(m, nobody, 1);
}

describe('what a rule of a plugin is handed', () => {
  const policy = recorded(compiledPlain('curious', { ...curious, origin: 'curious.ts' }));
  beforeAll(() => askEverything(smallMachine({}, policy)));

  it('is kept for every question that the machine asks', () => {
    expect(policy.record).toBeDefined();
    expect([...handed.keys()].toSorted()).toEqual(questions.toSorted());
  });

  it('leads to no array of the state, no machine and no place to write', () => {
    const reached = [...reachableFrom([...handed.values()].flat())];
    expect(reached).toContain(Object.prototype);
    const secrets = reached.filter(
      (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Machine || value instanceof Shown,
    );
    expect(secrets).toEqual([]);
  });

  it('cannot be moved, written to or changed for the rules that are asked next', () => {
    const views = [...handed.values()].flat().filter((view) => typeof view === 'object' && view !== null);
    expect(views.length).toBeGreaterThan(0);
    for (const view of views) {
      expect(Object.isExtensible(view) || Object.isExtensible(Object.getPrototypeOf(view))).toBe(false);
      const prototype: object = Object.getPrototypeOf(view) as object;
      for (const name of [...Object.getOwnPropertyNames(prototype), 'at', 'word', 'source']) {
        expect([name, Reflect.set(view, name, 0)]).toEqual([name, false]);
        expect([name, Reflect.defineProperty(prototype, name, { get: () => 0 })]).toEqual([name, false]);
      }
    }
  });
});
