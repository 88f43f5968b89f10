/** Every message about refused input or a broken run: one factory per mistake, by topic. `catalogue.ts` has the page of each code. */

export { CowlabError, type ErrorDetails } from './cowlab-error.js';
export type { ErrorCode } from './codes.js';
export * from './names.js';
export * from './yaml.js';
export * from './shapes.js';
export * from './places.js';
export * from './actors.js';
export * from './operations.js';
export * from './memory.js';
export * from './scenarios.js';
export * from './inputs.js';
export * from './command-line.js';
export * from './options.js';
export * from './reports.js';
export * from './plugins.js';
export * from './losses.js';
export * from './definitions.js';
export * from './rules.js';
export * from './edits.js';
export * from './orders.js';
export * from './steps.js';
export * from './policies.js';
export * from './trace-order.js';
export * from './traces.js';
export * from './results.js';
