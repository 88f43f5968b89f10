import { expect, it } from 'vitest';
import { loadProgram } from '../scenario/load.js';
import { likelyStates } from './likely-states.js';

const head =
  'name: x\nmemory: { buf: { pages: 1 } }\nsteps: [ { P: { write: buf, value: 1 } }, { P: { fork: C } }, { C: { fork: D } } ]\n';
const read = '{ read: buf }';
const statesOf = (text: string): number => likelyStates(loadProgram(head + text, 'x.yaml'));

it('more actors that race take longer than more operations of one, and these longer than those that are in order', () => {
  const programs = [
    '',
    `after: [ ${Array.from({ length: 9 }, () => `{ P: ${read} }`).join(', ')} ]`,
    `race: { P: [ ${read} ], C: [ ${read} ] }`,
    `race: { P: [ ${read}, ${read} ], C: [ ${read} ] }`,
    `race: { P: [ ${read} ], C: [ ${read} ], D: [ ${read} ] }`,
  ];
  const states = programs.map(statesOf);
  expect(states).toEqual(states.toSorted((a, b) => a - b));
  expect(new Set(states).size).toBe(programs.length);
});
