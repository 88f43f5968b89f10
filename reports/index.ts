/** Reports: the folder of files, and tables for a terminal. Everything shown comes from `Results`. */

export { readResults } from './folder/read-results.js';
export { checkReportFolder } from './folder/report-folder.js';
export { renderCounts } from './terminal/counts.js';
export { type MatrixOptions, renderMatrix } from './terminal/matrix.js';
export { type Explain, writeReport } from './write-report.js';
