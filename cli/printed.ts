/** What a command prints, where it is made somewhere else: in a process in which a plugin's code may run. */

import { print, printJson } from './output.js';

/** What is to be printed, and the exit code behind it. */
export interface Printed {
  readonly text: string;
  readonly isJson: boolean;
  /** The exit code of the command. */
  readonly code: number;
}

/** Prints it. @returns the exit code */
export function show({ text, isJson, code }: Printed): number {
  if (isJson) printJson(text);
  else print(text);
  return code;
}
