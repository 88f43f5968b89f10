/** Every operation of the scenario format as a schema: one strict map per operation, keyed by its own name. */

import type * as z from 'zod/mini';
import { supportedSchemas } from './operations/index.js';
import { unsupportedOperations } from './unsupported.js';

/** Every operation the format knows, supported or not. */
export type FormatOperation = keyof typeof supportedSchemas | keyof typeof unsupportedOperations;

/** By name, those that this machine has first. */
export const operationSchemas: Readonly<Record<FormatOperation, z.core.SomeType>> = {
  ...supportedSchemas,
  ...unsupportedOperations,
};

/** Their names. */
export const formatOperations = Object.keys(operationSchemas) as FormatOperation[];

/** Does the format know an operation of that name? */
export function isFormatOperation(key: string): key is FormatOperation {
  return Object.hasOwn(operationSchemas, key);
}
