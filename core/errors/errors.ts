/** Every message about refused input or a broken run: one factory per mistake, by topic. `catalogue.ts` has the page of each code. */

export { CowlabError, type ErrorDetails } from './cowlab-error.js';
export type { ErrorCode } from './codes.js';
export { composedTwice, nameTaken, unknownField, unknownKey, unknownName, unknownRule } from './names.js';
export {
  badActor, badHandle, badOperation, badPlace, badValue, missingKey, notBuilt, notYaml, TooLarge, wrongShape,
} from './scenarios.js';
export { fileNotReadable, notUtf8, outputNotWritten } from './inputs.js';
export { badOption, kernelNotBuilt, noScenario, unknownKernel } from './command-line.js';
export {
  cameMeanwhile, notAReport, nothingUnfinished, notUnfinished, otherRun, reportNotWritable, unfinishedNotReadable,
} from './reports.js';
export {
  exportsNoPolicy, pluginBindsNothing, pluginChangedLanguage, pluginFailedLate, pluginHasNoFolder, pluginLost, pluginThrew,
} from './plugins.js';
export {
  policyNotDeterministic, ruleAnswered, ruleNotDeterministic, ruleThrew, stepThrew, undeclaredRead, wrongPolicy, type Asked,
} from './policies.js';
export {
  at, cutLine, damagedGzip, emptyTrace, foreignMaps, garbledLine, impossibleFigure, mixedUp, notPerfScript, tooLong,
} from './traces.js';
export { damagedResults, resultsOfOtherVersion, wrongProfile } from './results.js';
