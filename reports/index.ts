/** Reports: the folder of files, and tables for a terminal. Everything shown comes from `Results`. */

export { againstParents, type AgainstParent } from './findings/against-parent.js';
export { type Changes, changesBetween, hasChanges } from './findings/changes/changes.js';
export type { CellChange, CountChange } from './findings/changes/count-changes.js';
export type { Finding, VerdictChange, VerdictDirection } from './findings/changes/verdict-changes.js';
export { builtinProfiles } from './costs/builtin-profiles.js';
export { priceOf, priceSources } from './costs/prices.js';
export { resultsJson } from './folder/results-json.js';
export { readResults } from './folder/read-results.js';
export { checkReportFolder } from './folder/report-folder.js';
export {
  removeUnfinished,
  removeUnfinishedReport,
  unfinishedPlace,
  type UnfinishedPlace,
  writeUnfinishedResults,
} from './folder/unfinished.js';
export { renderChange } from './terminal/change.js';
export { renderCounts } from './terminal/counts.js';
export { noBreak, paragraph } from './terminal/paragraph.js';
export { plainLook, type TerminalLook } from './terminal/look.js';
export { renderMatrix } from './terminal/matrix.js';
export { renderQuick } from './terminal/quick.js';
export { sayUnexpected } from './words/unexpected-words.js';
export { showInterval } from './words/numbers.js';
export { writeReport } from './write-report.js';
