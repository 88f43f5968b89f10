/** The pages of orders and steps. */

import {
  bringsSameStep,
  editsNothing,
  editsSamePlace,
  editsWhatIsNotThere,
  editsWhatOtherChanges,
  listsNestInThemselves,
  ordersNoList,
} from '../edits.js';
import {
  endsHolding,
  failsHolding,
  jumpArrivesNowhere,
  labelNamedLikeStep,
  leavesNothing,
  leavesOutMandatory,
  namedTwice,
  noWayToMandatory,
  runsOutside,
  runsWithout,
} from '../orders.js';
import { registersTooLate, stepAnswersUndeclared, stepLeadsDeeper, stepLeadsNowhere, stepWithoutAnswers } from '../steps.js';
import type { ErrorPage } from './page.js';

const mine = { id: 'mine', origin: 'mine.ts' };
const order = { ...mine, list: 'gup-fast' };
const step = { ...order, step: 'look-around' };

/** Meaning, remedy and examples, by code. */
export const orderPages = {
  COW060: {
    meaning: 'An edit names a step or label that the list does not have, at this point of the chain of parents.',
    remedy:
      '`cowlab list steps --policy ID` prints the lists of a policy, and who edited them. Where it may be missing, write ' +
      '`.ifThere()` behind the edit.',
    examples: [editsWhatIsNotThere(mine, 'gup-fast', "without('third')", 'third', ['first', 'second'])],
  },
  COW061: {
    meaning: '`orders` or `steps` of a policy has a key that is the name of no list.',
    remedy: 'Take one of the known names.',
    examples: [ordersNoList(mine, 'gup-quick', ['gup-fast', 'gup-slow'])],
  },
  COW062: {
    meaning: 'A list calls one that leads back to it; its registers would be overwritten.',
    remedy: 'Let the step jump (`goto`) instead, or call another list.',
    examples: [listsNestInThemselves(mine, ['load', 'load'])],
  },
  COW063: {
    meaning: 'A step says once which answers it may give, and the check of orders rests on that. This one gave another.',
    remedy: 'Add the answer to those that the step declares, or do not give it.',
    examples: [stepAnswersUndeclared(step, "goto('retry')", ['next'])],
  },
  COW064: {
    meaning: 'A step answered with a jump or a call to what is not there, or with what is no answer.',
    remedy: 'Answer what the step declares; what it declares is checked before anything runs.',
    examples: [stepLeadsNowhere(step, "goto('retry')")],
  },
  COW065: {
    meaning: 'The calls of a step lead back to its own list, so that they have no end.',
    remedy: 'Answer what the step declares; what it declares is checked before anything runs.',
    examples: [stepLeadsDeeper(step, "call('gup-fast')")],
  },
  COW067: {
    meaning: 'One of two variants edits a step that the other one brings or takes out, so the order of the two would decide.',
    remedy: 'Compose only one of them, or make a policy that states the whole edit.',
    examples: [editsWhatOtherChanges({ id: 'a' }, { id: 'b' }, 'gup-fast')],
  },
  COW068: {
    meaning: 'Two variants put something at the same place, so the order of the two would decide.',
    remedy: 'Compose only one of them, or make a policy that states the whole edit.',
    examples: [editsSamePlace({ id: 'a' }, { id: 'b' }, 'gup-fast')],
  },
  COW069: { meaning: 'After all edits the list has no step left.', remedy: 'Leave one.', examples: [leavesNothing(order)] },
  COW070: {
    meaning: 'A label has the name of a step of the same list, and a jump there could mean either.',
    remedy: 'Choose another name for the label.',
    examples: [labelNamedLikeStep(order, 'ask')],
  },
  COW071: {
    meaning: 'A name stands twice in an order, and a jump there could mean either place.',
    remedy: 'Leave one out: `move` instead of `insert`.',
    examples: [namedTwice(order, 'step', 'ask')],
  },
  COW072: {
    meaning: 'Without this step the operation is none, whatever the policy decides.',
    remedy: 'Put it back, or a step that gives the same.',
    examples: [leavesOutMandatory(order, 'take-reference')],
  },
  COW073: {
    meaning: 'A step jumps to a label or step that the order does not have.',
    remedy: 'Add the label, or leave the step out.',
    examples: [jumpArrivesNowhere(order, 'retry', 're-read-pte')],
  },
  COW074: {
    meaning: 'A mandatory step is in the order, but no way leads to it.',
    remedy: 'Put it where the step before it goes on, or behind a label that is jumped to.',
    examples: [noWayToMandatory(order, 'take-reference', 'retry')],
  },
  COW075: {
    meaning:
      'A step needs something that is held, a lock for instance, and on some way to it that is not taken yet or was given back.',
    remedy: 'Move it within: between the step that takes it and the one that gives it back.',
    examples: [runsOutside(order, 're-read-pte', 'irqs-off', 'disable-irqs')],
  },
  COW076: {
    meaning: 'A step needs what another one finds out, and on some way to it that was not run.',
    remedy: 'Move it behind the step that `expected` names.',
    examples: [runsWithout(order, 'take-reference', 'page', 'read-pte')],
  },
  COW077: {
    meaning: 'On some way the list ends while something is held that a step of it gives back.',
    remedy: 'Put the step that `expected` names on that way.',
    examples: [endsHolding(order, undefined, 'irqs-off', 'enable-irqs')],
  },
  COW078: {
    meaning:
      'A step lists all that it may answer, behind its name: where it jumps, what it calls and whether it goes on is read off that.',
    remedy: "Put a list of its answers between its name and its function: `[next, goto('retry')]`.",
    examples: [stepWithoutAnswers(step)],
  },
  COW079: {
    meaning:
      'A step may fail, by itself or in a list that it calls, while something is held that some step gives back, a lock for instance. An error goes to the `back-off:` of the list, if the step stands before it, and on to those of the lists that called it: nowhere on that way is it given back.',
    remedy:
      'Put a step behind the `back-off:`, in the list or in one that calls it, that `ends` what is held. One that other failing steps reach too, which hold less, looks whether there is something to give back, and needs nothing.',
    examples: [
      failsHolding({ id: 'mine', list: 'copy-page-range' }, 'ask-for-room', ['child-table', 'pte-lock'], ['unlock-tables']),
    ],
  },
  COW080: {
    meaning:
      'Where the registers of an actor are is settled for all policies when the first one is compiled; these were declared behind that.',
    remedy: 'Declare registers at the top of the module, and load all modules before a policy is compiled.',
    examples: [registersTooLate('mine', ['page', 'frame'])],
  },
  COW081: {
    meaning: 'Two variants bring a step of the same name for the same list, so the order of the two would decide which one runs.',
    remedy: 'Give one of them another name, or compose only one of the two.',
    examples: [bringsSameStep({ id: 'a' }, { id: 'b' }, 'gup-fast', 'look-around')],
  },
  COW082: {
    meaning: 'An edit was made without a name that it needs, or with what is no name, or moves a line beside itself.',
    remedy: "Name the lines: `insert('full-barrier').after('add-pin-bias')`, `swap('this', 'that')`.",
    examples: [editsNothing("swap('re-read-pte', 'undefined')")],
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
