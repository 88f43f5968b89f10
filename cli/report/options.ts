/** The options of `cowlab report`. */

export interface ReportOptions {
  readonly out?: string;
  readonly baseline?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
