import { describe, expect, it } from 'vitest';
import { eventNames } from '../../core/program/events.js';
import { CowlabError } from '../../core/errors/errors.js';
import { plainProfile } from '../testing/measurements.js';
import { builtinProfiles } from './builtin-profiles.js';
import { priceOf, priceSources } from './prices.js';
import { parseCostProfile, spreadOf } from './profile.js';

describe('parseCostProfile', () => {
  it.each([
    ['a unit other than nanoseconds', { unit: 'µs per page' }],
    ['a minimum above the median', { min: 9e9 }],
    ['a negative cost', { median: -1, min: -2 }],
    ['a missing median', { median: undefined }],
  ])('refuses %s and names the measurement', (_, damage) => {
    const profile = plainProfile();
    const measurements = { fork_minimal: { ...profile.measurements['fork_minimal'], ...damage } };
    const parse = (): unknown => parseCostProfile({ ...profile, measurements }, 'my.json');
    expect(parse).toThrow(CowlabError);
    expect(parse).toThrow('measurements.fork_minimal');
  });
});

describe('spreadOf', () => {
  it('reaches as far above the median as the minimum lies below it', () => {
    expect(spreadOf({ median: 200, min: 150, unit: 'ns' })).toEqual({ low: 150, high: 250 });
  });
});

describe('the built-in profiles', () => {
  it('have every measurement that a price is made of, and no negative price', () => {
    for (const profile of builtinProfiles) {
      for (const event of eventNames) {
        const missing = priceSources(event).filter((name) => profile.measurements[name] === undefined);
        expect(missing).toEqual([]);
        const price = priceOf(event, profile);
        if (price === undefined) continue;
        expect(price.low).toBeGreaterThanOrEqual(0);
        expect(price.high).toBeGreaterThan(price.low);
      }
    }
  });

  it('keep what every fork costs out of the price of a page that it shares', () => {
    const [profile] = builtinProfiles;
    if (profile === undefined) throw new Error('no profile');
    const perPage = priceOf('fork-ptes-shared', profile);
    const total = profile.measurements['fork_16MB_total'];
    expect(perPage?.low).toBeLessThan((total?.min ?? 0) / 4096);
    expect(priceOf('ipis', profile)).toBeUndefined();
  });
});
