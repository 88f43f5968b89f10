/** The profiles that come with cowlab. */

import linux618 from './linux-6.18.json' with { type: 'json' };
import { type CostProfile, parseCostProfile } from './profile.js';

/** The cost profiles that come with cowlab. */
export const builtinProfiles: readonly CostProfile[] = [parseCostProfile(linux618, 'linux-6.18.json')];
