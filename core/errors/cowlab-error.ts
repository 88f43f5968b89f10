import type { ErrorCode } from './codes.js';
import { printable } from './printable.js';

/** What an error carries beside its message. */
export interface ErrorDetails {
  /** `file:line:column`, or the option, plugin or file it is about. */
  readonly where?: string | undefined;
  /** What would have been right, without a full stop. */
  readonly expected?: string | undefined;
  /** What to try, without a full stop. */
  readonly hint?: string | undefined;
  /** 2: the input was refused (default); 3: the run broke. */
  readonly exitCode?: 2 | 3;
  /** What was thrown before, for whoever looks for the reason. */
  readonly cause?: unknown;
}

/**
 * An error a person can act on. `message` is one sentence: what happened. The command line prints it; any other error is
 * a defect of cowlab itself. It is made by the factories of this folder, one per mistake, and nowhere else.
 */
export class CowlabError extends Error {
  override readonly name = 'CowlabError';
  /** One for each mistake; its page is in `docs/errors.md`. */
  readonly code: ErrorCode;
  /** `file:line:column`, or the option, plugin or file it is about. */
  readonly where: string | undefined;
  /** What would have been right, without a full stop. */
  readonly expected: string | undefined;
  /** What to try, without a full stop. */
  readonly hint: string | undefined;
  /** The exit code of the command: 2 when the input was refused, 3 when the run broke. */
  readonly exitCode: 2 | 3;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.where = details.where;
    this.expected = details.expected;
    this.hint = details.hint;
    this.exitCode = details.exitCode ?? 2;
  }

  /** The same mistake, seen from somebody else: at another place, refused, with this one as its cause. */
  at(where: string): CowlabError {
    const { code, message, expected, hint } = this;
    return new CowlabError(code, message, { where, expected, hint, cause: this });
  }

  /**
   * As the command line prints it: place, code and sentence; then what was expected, then the hint. What would steer a
   * terminal is escaped: names and texts are a user's.
   */
  format(): string {
    const place = this.where === undefined ? '' : `${shown(this.where)}: `;
    const lines = [`${place}${this.code}: ${shown(this.message)}`];
    if (this.expected !== undefined) lines.push(`  expected: ${shown(this.expected)}`);
    if (this.hint !== undefined) lines.push(`  hint: ${shown(this.hint)}`);
    return lines.join('\n');
  }
}

/** A name may be as long as a file. */
function shown(text: string): string {
  return printable(text.length > 4000 ? `${text.slice(0, 4000)}…` : text);
}
