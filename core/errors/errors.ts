/** Every message about refused input or a broken run: one factory per mistake, by topic. `catalogue.ts` has the page of each code. */

export { CowlabError, type ErrorDetails } from './cowlab-error.js';
export type { ErrorCode } from './codes.js';
export { composedTwice, nameTaken, unknownField, unknownKey, unknownName, unknownRule } from './names.js';
export {
  aliasWithinItself,
  emptyFile,
  nestedTooDeeply,
  notYaml,
  severalDocuments,
  tooManyParts,
  unknownAnchor,
  unusedYaml,
} from './yaml.js';
export { forbiddenKey, keyNotText, keyOfPrototype, missingKey, noEntry, severalEntries, wrongShape } from './shapes.js';
export {
  halfInFinal,
  halfOfWholePages,
  movedOntoItself,
  movedToOtherSize,
  noSuchPage,
  notAPlace,
  partOfMapping,
  processBefore,
  processInFinal,
  rangeBackwards,
} from './places.js';
export {
  actsBeforeFork,
  droppedAsOther,
  forksItsOrigin,
  noMemoryToActOn,
  reservedName,
  storedThroughReading,
  usedBeforeTaken,
} from './actors.js';
export {
  cannotRepeat,
  cannotRepeatInRace,
  twoOperations,
  valueStoredTwice,
  waitForLater,
  waitOutsideRace,
  wrongValue,
  type Once,
} from './operations.js';
export {
  dirtyTrackedOnTmpfs,
  fileOfOtherBacking,
  fileTooShort,
  remoteBatchOfOneCpu,
  sharedMemoryOnDisk,
  sharedZeroPage,
  touchedZeroPage,
  unreadableZeroPage,
} from './memory.js';
export { notBuilt, TooLarge } from './scenarios.js';
export { fileNotReadable, notUtf8, outputNotWritten } from './inputs.js';
export {
  badOption,
  baselineNotCompared,
  commandNotBuilt,
  kernelNotBuilt,
  listOfNoPolicy,
  noPlaceForReport,
  noPolicyNamed,
  noScenario,
  pipeGivenTwice,
  severalPoliciesNamed,
  unknownKernel,
} from './command-line.js';
export {
  notAParameter,
  notASize,
  notSeconds,
  notStates,
  notWhole,
  optionOfOneReport,
  optionOfWorkloads,
  parameterNotWhole,
  parameterOutOfRange,
} from './options.js';
export {
  cameMeanwhile,
  damagedRecord,
  notARecord,
  notAReport,
  nothingUnfinished,
  notUnfinished,
  otherRun,
  recordOfOtherVersion,
  reportNotWritable,
  unfinishedNotReadable,
} from './reports.js';
export {
  exportsNoPolicy,
  exportUnreadable,
  pluginBindsNothing,
  pluginChangedLanguage,
  pluginFailedLate,
  pluginHasNoFolder,
  pluginLost,
  pluginThrew,
} from './plugins.js';
export {
  badPolicyId,
  fieldNoName,
  fieldOfOddWidth,
  fieldThereAlready,
  parentsInCircle,
  partUnfit,
  partUnreadable,
  ruleNoClass,
  ruleUnderWord,
  variantAlone,
  type Refused,
} from './definitions.js';
export { readsAreNoNames, ruleHasNoMethod, ruleLacks, ruleMissing, ruleNotMade, ruleUnreadable } from './rules.js';
export {
  editsSamePlace,
  editsWhatIsNotThere,
  editsWhatOtherChanges,
  listsNestInThemselves,
  listsNestTooDeep,
  ordersNoList,
} from './edits.js';
export {
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
  type OrderOf,
} from './orders.js';
export { stepAnswersUndeclared, stepLeadsDeeper, stepLeadsNowhere, stepWithoutAnswers, type StepOf } from './steps.js';
export {
  policyNotDeterministic,
  ruleAnswered,
  ruleNotDeterministic,
  ruleThrew,
  stepThrew,
  undeclaredRead,
  type Asked,
} from './policies.js';
export { entersWithin, forkedWhileRunning, goesOnAfterExit, lineIsEarlier, returnsFromOther } from './trace-order.js';
export {
  at,
  cutLine,
  damagedGzip,
  emptyTrace,
  foreignMaps,
  garbledLine,
  impossiblePid,
  impossibleTime,
  notPerfScript,
  tooLong,
} from './traces.js';
export { damagedResults, resultsOfOtherVersion, wrongProfile } from './results.js';
