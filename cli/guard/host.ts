/** What every process runs in which a plugin's code may run. */

import { hostThread } from '../../core/run/process-side.js';

hostThread(new URL('thread.js', import.meta.url));
