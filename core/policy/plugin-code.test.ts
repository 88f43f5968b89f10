import { injectable } from 'inversify';
import { beforeAll, describe, expect, it } from 'vitest';
import { definePolicy, next, Rule, step } from '../index.js';
import type { Machine } from '../machine/machine.js';
import type { CompiledPolicy } from './compile.js';
import { namedSteps } from './plugin-code.js';
import type { ForkRule, FrameView, MmView } from '../rules/rule.js';
import { compiledPlain } from './testing/plain.js';
import { beWatched, isPluginSpeaking, Sign, signCount } from '../engine/word.js';

const signs = new Int32Array(new SharedArrayBuffer(4 * signCount));
const names: string[] = [''];
beforeAll(() =>
  beWatched(signs, (word, name) => {
    names[word] = name;
  }),
);

/** Who has the word while a rule answers, or is made. */
const heard: string[] = [];
const hear = (): void => void heard.push(names[signs[Sign.word]]);

/** As careful as a class can be: what is private and frozen must still be reached. */
@injectable()
class Careful implements ForkRule {
  readonly reads = [] as const;
  readonly #answer = true;
  constructor() {
    hear();
    Object.freeze(this);
  }
  mustCopy(): boolean {
    hear();
    return this.#answer;
  }
}

@injectable()
class Throwing implements ForkRule {
  readonly reads = [] as const;
  mustCopy(): boolean {
    throw new Error('no answer');
  }
}

function compiled(id: string, rule: new () => ForkRule, origin?: string): CompiledPolicy {
  const policy = {
    ...definePolicy(id, { title: '', extends: 'plain', rules: { [Rule.Fork]: rule } }),
    ...(origin === undefined ? {} : { origin }),
  };
  return compiledPlain(id, policy);
}

function ask({ rules }: CompiledPolicy): boolean {
  return rules.fork.mustCopy({} as FrameView, {} as MmView);
}

describe('a rule of a plugin', () => {
  it('has the word while it is made and while it answers, and gives it back', () => {
    heard.length = 0;
    const before = signs[Sign.count];
    expect(ask(compiled('careful', Careful, 'careful.ts'))).toBe(true);
    expect(heard).toEqual(['policy careful', 'rule mustCopy of policy careful']);
    expect(isPluginSpeaking()).toBe(false);
    expect(signs[Sign.count]).toBeGreaterThan(before);
  });

  it('gives it back when it throws, too', () => {
    expect(() => ask(compiled('throwing', Throwing, 'throwing.ts'))).toThrow('no answer');
    expect(isPluginSpeaking()).toBe(false);
  });
});

it('a rule of cowlab itself never has it', () => {
  heard.length = 0;
  ask(compiled('careful', Careful));
  expect(heard).toEqual(['', '']);
});

it('a step of a plugin has the word while it is taken, and while its choices are counted', () => {
  heard.length = 0;
  const own = step(
    'look',
    [next],
    () => {
      hear();
      return next;
    },
    {
      choices: () => {
        hear();
        return 1;
      },
    },
  );
  const policy = {
    ...definePolicy('stepping', { title: '', extends: 'plain', steps: { munmap: [own] } }),
    origin: 'stepping.ts',
  };
  const [named] = namedSteps(policy, 'munmap');
  expect(named.run({} as Machine, 0)).toBe(next);
  expect(named.choices?.({} as Machine, 0)).toBe(1);
  expect(heard).toEqual(['step look of policy stepping', 'step look of policy stepping']);
  expect(isPluginSpeaking()).toBe(false);
});
