/** `node scripts/errors-page.mjs`: writes docs/errors.md from the table of error codes. */

import { writeFileSync } from 'node:fs';
import { createJiti } from 'jiti';

const { errorsInMarkdown } = await createJiti(import.meta.url).import('../core/errors/catalogue.ts');
writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsInMarkdown());
