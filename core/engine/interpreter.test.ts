import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepLeadsDeeper, stepLeadsNowhere } from '../errors/errors.js';
import { codes } from '../program/values.js';
import type { Machine } from '../machine/machine.js';
import { enter, Ran, runStep, runToEnd } from './interpreter.js';
import { Answers, blocked, call, done, fail, goto, listNumber, next, restart, type Answer } from './answers.js';
import { label, step, type Entry, type Step } from './step.js';
import { machineWith } from './testing/lists.js';
import { WrongStep } from './wrong-step.js';

/** Names of the steps in the order in which they ran. */
const ran: string[] = [];

/** A step that answers these, one each time, and the last one from then on. */
function says(name: string, ...answers: readonly Answer[]): Step {
  let times = 0;
  return step(name, answers, () => {
    ran.push(name);
    return answers[Math.min(times++, answers.length - 1)];
  });
}

const plain = (name: string): Step => says(name, next);

/** One step at a time, as the explorer runs an operation. */
function stepByStep(m: Machine): boolean {
  for (;;) {
    const what = runStep(m, 0);
    if (what !== Ran.on) return what === Ran.finished;
  }
}

type Lists = () => Readonly<Record<string, readonly Entry[]>>;

/** Steps in the order in which they run, and the error that is left. The same in one go and one step at a time. */
function run(lists: Lists): { readonly steps: string; readonly error: number; readonly isFinished: boolean } {
  const [inOneGo, bySteps] = [runToEnd, stepByStep].map((perform) => {
    ran.length = 0;
    const m = machineWith(lists());
    const isFinished = perform(m, 0);
    expect(m.actor.list[0] === -1).toBe(isFinished);
    return {
      steps: ran.join(' '),
      error: m.actor.error[0],
      isFinished,
      place: [m.actor.list[0], m.actor.position[0], ...m.stack.list, ...m.stack.position],
    };
  });
  expect(bySteps).toEqual(inOneGo);
  const { steps, error, isFinished } = inOneGo;
  return { steps, error, isFinished };
}

const fine = (steps: string): object => ({ steps, error: 0, isFinished: true });

describe('an operation', () => {
  it('runs its steps in order, and is over behind the last one', () => {
    expect(run(() => ({ outer: [plain('a'), plain('b'), plain('c')] }))).toEqual(fine('a b c'));
  });

  it('is over where a step says done', () => {
    expect(run(() => ({ outer: [plain('a'), says('b', done), plain('c')] }))).toEqual(fine('a b'));
  });

  it('goes on at a label or a step, ahead or back', () => {
    expect(
      run(() => ({
        outer: [
          plain('a'),
          says('b', goto('over')),
          plain('c'),
          label('over'),
          says('d', goto('a'), next),
          says('e', goto('g'), next),
          plain('f'),
          plain('g'),
        ],
      })),
    ).toEqual(fine('a b d a b d e g'));
  });

  it('is over at a label behind its last step', () => {
    expect(run(() => ({ outer: [says('a', goto('end')), plain('b'), label('end')] }))).toEqual(fine('a'));
  });

  it('begins its list again on restart, the innermost one only', () => {
    expect(
      run(() => ({ outer: [plain('a'), says('b', call('inner')), plain('c')], inner: [plain('x'), says('y', restart, next)] })),
    ).toEqual(fine('a b x y x y c'));
  });

  it('stays where it is blocked, and goes on from there', () => {
    const lists = { outer: [plain('a'), says('b', blocked, blocked, next), plain('c')] };
    ran.length = 0;
    const m = machineWith(lists);
    expect([runToEnd(m, 0), runStep(m, 0), m.actor.position[0]]).toEqual([false, Ran.blocked, 1]);
    expect(runToEnd(m, 0)).toBe(true);
    expect(ran.join(' ')).toBe('a b b b c');
  });
});

describe('a call', () => {
  it('goes on behind itself when the list is over, however that ends', () => {
    expect(
      run(() => ({
        outer: [says('a', call('one')), says('b', call('other')), plain('c')],
        one: [plain('x')],
        other: [says('y', done), plain('z')],
      })),
    ).toEqual(fine('a x b y c'));
  });

  it('that is the last step of its list ends that list too, and so on outward', () => {
    expect(
      run(() => ({ outer: [says('a', call('middle'))], middle: [plain('m'), says('n', call('inner'))], inner: [plain('x')] })),
    ).toEqual(fine('a m n x'));
  });

  it('is refused deeper than the stack, and says that the lists lead ever deeper', () => {
    const m = machineWith({ outer: [says('again', call('outer'))] });
    expect(() => runToEnd(m, 0)).toThrow(
      new WrongStep('outer', 'again', (step) => stepLeadsDeeper(step, "call('outer')")).message,
    );
    expect(m.actor.depth[0]).toBe(m.stackDepth);
  });

  it('of what is no list is refused', () => {
    const lost = call('nowhere');
    expect(() => runToEnd(machineWith({ outer: [says('a', lost)], inner: [plain('x')] }), 0)).toThrow(
      new WrongStep('outer', 'a', (step) => stepLeadsNowhere(step, "call('nowhere')")).message,
    );
    const unknown = (lost + 100_000) as Answer;
    expect(() => runToEnd(machineWith({ outer: [says('a', unknown)] }), 0)).toThrow(
      `answers \`${unknown}\`, which leads nowhere`,
    );
  });
});

describe('an error', () => {
  const failed = (steps: string): object => ({ steps, error: codes.EFAULT, isFinished: true });
  const wrong = fail('EFAULT');

  it('leads to the back-off of its list, and out from there', () => {
    expect(run(() => ({ outer: [plain('a'), says('b', wrong), plain('c'), label('back-off'), plain('undo')] }))).toEqual(
      failed('a b undo'),
    );
  });

  it('leads past lists without a back-off to that of a caller', () => {
    expect(
      run(() => ({
        outer: [says('a', call('middle')), plain('b'), label('back-off'), plain('undo')],
        middle: [says('m', call('inner')), plain('n')],
        inner: [says('x', wrong)],
      })),
    ).toEqual(failed('a m x undo'));
  });

  it('of a list whose back-off is over goes on to that of its caller only by another failure', () => {
    expect(
      run(() => ({
        outer: [says('a', call('inner')), plain('b'), label('back-off'), plain('undo')],
        inner: [says('x', wrong), label('back-off'), says('tidy', wrong)],
      })),
    ).toEqual(failed('a x tidy undo'));
  });

  it('in or behind a back-off does not lead there again', () => {
    expect(run(() => ({ outer: [plain('a'), label('back-off'), plain('undo'), says('b', wrong)] }))).toEqual(failed('a undo b'));
    expect(run(() => ({ outer: [label('back-off'), says('a', call('inner')), plain('b')], inner: [says('x', wrong)] }))).toEqual(
      failed('a x'),
    );
  });

  it('of the operation before is forgotten when one begins', () => {
    const m = machineWith({ outer: [says('a', wrong)] });
    runToEnd(m, 0);
    expect(m.actor.error[0]).toBe(codes.EFAULT);
    enter(m, 0, listNumber('outer'));
    expect(m.actor.error[0]).toBe(0);
  });
});

describe('a step that leads nowhere', () => {
  it('is named with where it wants to go', () => {
    const unknown = (goto('nowhere') + 100_000) as Answer;
    for (const [answer, place] of [
      [goto('nowhere'), 'nowhere'],
      [unknown, `label ${unknown - Answers.goto}`],
    ] as const) {
      expect(() => runToEnd(machineWith({ outer: [says('a', answer)] }), 0)).toThrow(
        new WrongStep('outer', 'a', (step) => stepLeadsNowhere(step, `goto('${place}')`)).message,
      );
    }
  });

  it.each([undefined, 'next', 7, Number.NaN])('is named with what it answers when that is no answer: %s', (answer) => {
    const m = machineWith({ outer: [plain('a'), says('b', answer as never)] });
    expect(() => runToEnd(m, 0)).toThrow(new WrongStep('outer', 'b', (step) => stepLeadsNowhere(step, String(answer))).message);
  });
});

it('an operation ends in the same way in one go and one step at a time, whatever its steps answer', () => {
  const answer = fc.constantFrom(
    next,
    next,
    done,
    restart,
    goto('back-off'),
    goto('last'),
    call('inner'),
    fail('EAGAIN'),
    blocked,
  );
  const answers = fc.array(fc.array(answer, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(answers, answers, fc.boolean(), (outer, inner, hasBackOff) => {
      const named = (prefix: string, all: readonly Answer[][]): Step[] =>
        // Every step goes on at last, so that every operation comes to an end.
        all.map((own, number) => says(`${prefix}${number}`, ...own.filter((a) => prefix === 'a' || a !== call('inner')), next));
      const list = (prefix: string, all: readonly Answer[][], withBackOff: boolean): Entry[] => {
        const [first, second, third, fourth] = named(prefix, all);
        return [
          first,
          second,
          label('last'),
          third,
          ...(withBackOff ? [label('back-off')] : []),
          fourth,
          ...(withBackOff ? [] : [label('back-off')]),
        ];
      };
      expect(run(() => ({ outer: list('a', outer, hasBackOff), inner: list('x', inner, !hasBackOff) })).steps).toMatch(/^a0/);
    }),
  );
});
