/** `cowlab explain`: checks one scenario under one policy, then shows a run. */

import type { Program } from '../../core/program/program.js';
import { receiveInputs } from '../../core/run/input/receive.js';
import { boundsOf } from '../bounds.js';
import { type Printed, show } from '../printed.js';
import { findScenario } from '../select/scenarios.js';
import { lookOf, type Look } from '../terminal.js';
import { startWaiting } from '../waiting/waiting.js';
import { explanationOf } from './explanation.js';
import type { ExplainOptions } from './options.js';

/** @returns the exit code */
export async function explain(scenario: string, options: ExplainOptions): Promise<number> {
  const waiting = startWaiting(options);
  try {
    waiting.say(`explaining ${scenario}`);
    receiveInputs({ scenario: [scenario], plugin: options.plugin });
    const printed = await explained(findScenario(scenario), options, lookOf());
    waiting.stop();
    return show(printed);
  } finally {
    waiting.stop();
  }
}

/** Code of plugins runs in a process of its own. */
async function explained(program: Program, options: ExplainOptions, look: Look): Promise<Printed> {
  const { plugin: plugins, stuckAfter } = options;
  if (plugins.length === 0) return explanationOf(program, options, look);
  const { inGuard } = await import('../guard/guard.js');
  return inGuard({ kind: 'explain', program, options, look }, { plugins, stuckAfter, memory: boundsOf(options).memory });
}
