/** No kernel code: in a race, an actor goes on once its program has made the observations that it waits for. */

import { done, operation, step } from '../engine/step.js';

export const wait = operation('wait', 'the program waits for its own observations', [step('go-on', () => done, { leaves: true })]);
