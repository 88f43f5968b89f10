import { beforeAll, describe, expect, it } from 'vitest';
import { beat, beWatched, giveWord, isPluginSpeaking, nobody, Sign, signCount, speaking, wordOf } from './word.js';

const early = wordOf('rule mustCopy of policy early');
const signs = new Int32Array(new SharedArrayBuffer(4 * signCount));
const told: (readonly [number, string])[] = [];

describe('a watcher', () => {
  beforeAll(() => beWatched(signs, (word, name) => void told.push([word, name])));

  it('sees that something is done', () => {
    const before = signs[Sign.count];
    beat();
    expect(signs[Sign.count]).toBe(before + 1);
  });

  it('is told of every name once, before it is used', () => {
    const [one, other] = [wordOf('rule mayReuse of policy mine'), wordOf('step look of policy mine')];
    expect([wordOf('rule mayReuse of policy mine'), wordOf('rule mustCopy of policy early')]).toEqual([one, early]);
    expect(told).toEqual([
      [one, 'rule mayReuse of policy mine'],
      [other, 'step look of policy mine'],
    ]);
    expect(new Set([nobody, early, one, other]).size).toBe(4);
  });

  it('sees who has the word, which is given back when it is over, by an error too', () => {
    const [rule, asked] = [wordOf('rule'), wordOf('asked')];
    const heard: number[] = [];
    const hear = (): void => void heard.push(signs[Sign.word]);
    expect(
      speaking(rule, () => {
        hear();
        speaking(asked, hear);
        hear();
        return 7;
      }),
    ).toBe(7);
    expect([heard, isPluginSpeaking()]).toEqual([[rule, asked, rule], false]);
    expect(() =>
      speaking(rule, () => {
        throw new Error('no answer');
      }),
    ).toThrow('no answer');
    expect(isPluginSpeaking()).toBe(false);
    expect([giveWord(rule), isPluginSpeaking(), giveWord(nobody), isPluginSpeaking()]).toEqual([nobody, true, rule, false]);
  });
});
