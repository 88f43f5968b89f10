/** Titles of the codes of plugins and policies: 030 to 039 of each hundred. */

/** By code. */
export const policyTitles = {
  COW030: 'a plugin that failed to load',
  COW031: 'a plugin that exports no policy, or one that binds nothing',
  COW032: 'a rule that threw during a run, or answered what is no answer',
  COW033: 'a policy that does not fit the machine: a rule missing or unfit, an order that cannot work',
  COW034: 'a step of a policy that threw during the run',
  COW035: 'a policy that is not deterministic: the same question, answered in two ways',
  COW036: 'a rule that reads a field which it does not declare',
  COW037: 'a plugin that ended its thread or process, did not answer, or took too much memory',
  COW038: 'a plugin that changes what belongs to the language, `Object.prototype` for instance',
  COW039: 'code of a plugin that failed when nobody waited for it: a rejected promise, a timer that threw',
  COW130: 'a rule that the machine never asks',
  COW131: 'a rule that declares to read what there is not',
  COW132: 'a composition that names a part twice',
} as const;
