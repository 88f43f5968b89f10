import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../core/run/package-root.js';

/** The text of page.css, to be embedded in the page. Found through the package: the built program is not beside it. */
export function styleSheet(): string {
  return readFileSync(join(packageRoot(), 'reports', 'page', 'page.css'), 'utf8');
}
