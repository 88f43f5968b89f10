/**
 * Every code, and the mistake it stands for. A code is never given to another mistake; a new mistake gets the next free
 * number of its topic: 001 scenarios, 020 files and the command line, 030 plugins and policies, 040 traces, 050 results.
 */
export const errorTitles = {
  COW001: 'a scenario that is not YAML, or YAML this format does not use',
  COW002: 'the shape does not fit: a wrong type, a missing key, a value out of its range',
  COW003: 'an unknown key',
  COW004: 'an unknown name',
  COW005: 'a name given twice',
  COW006: 'a value that is not a small integer written once',
  COW007: 'a place that does not exist or does not fit here',
  COW008: 'a handle used before it is taken, or in a way its kind does not have',
  COW009: 'an actor that does not exist yet, or cannot do this',
  COW010: 'an operation or setting that is not allowed at this point',
  COW011: 'part of the scenario format, but not built yet',
  COW012: 'a program larger than a limit',
  COW020: 'a file that cannot be read',
  COW021: 'a wrong option or argument of the command line',
  COW022: 'standard output that cannot be written',
  COW023: 'a report folder that holds something else',
  COW024: 'a report that cannot be written',
  COW025: 'a report folder into which somebody else wrote while it was replaced',
  COW026: 'the place for an unfinished run is taken by something else',
  COW027: 'no unfinished run to go on with',
  COW028: 'an unfinished run that was another one',
  COW029: 'a kernel whose policy is unknown, or not built yet',
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
  COW040: 'a trace that ends early, or holds nothing to replay',
  COW041: 'a trace that is not what perf script printed, or mappings of another run',
  COW050: 'a results.json that is not as cowlab wrote it',
  COW051: 'a results.json of another version',
  COW052: 'a cost profile that does not fit its schema',
} as const;

/** `COW012`. */
export type ErrorCode = keyof typeof errorTitles;
