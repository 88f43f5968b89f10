/** What `cowlab report` is told: which folders, and where the report goes. */

export interface ReportOptions {
  readonly out?: string;
  readonly baseline?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
