import type { components } from '../../src/shared/api-types';

type Schemas = components['schemas'];

/** Published months as the API tells them: a city's, a small neighbor's, and one month of which little may be told. */
export function publishedMonths(): Schemas['PublishedMonth'][] {
  const city = (incidents: number, unlocked: number, minutes: number): Schemas['MonthFigures'] => ({
    agency: 'cpd',
    incidents,
    byOutcome: {
      rows: [
        { code: 'notQualified', count: incidents - unlocked - 130 },
        { code: 'unlocked', count: unlocked },
        { code: 'nothingUnlocked', count: 130 },
      ],
    },
    uses: {
      incidents: unlocked,
      byCallType: {
        rows: [
          { code: 'ALMH', count: Math.round(unlocked * 0.35) },
          { code: 'ROBBERY', count: Math.round(unlocked * 0.25) },
          { code: 'BURGLARY', count: Math.round(unlocked * 0.2) },
          { code: 'ACTSHOOT', count: Math.round(unlocked * 0.1) },
        ],
        others: 9,
      },
      byArea: {
        rows: [
          { code: 'B7', count: 41 },
          { code: 'C3', count: 22 },
          { code: 'notStated', count: 7 },
        ],
      },
      byViewing: {
        rows: [
          { code: 'viewed', count: unlocked - 12 },
          { code: 'notViewed', count: 12 },
        ],
      },
      bySource: { rows: [{ code: 'cad', count: unlocked }] },
      feeds: 214,
      partners: 63,
      views: 507,
      minutesViewed: minutes,
      medianSecondsToUnlock: 1.4,
    },
    refusals: 11,
    misuseFindings: 1,
    countedFrom: { timelines: incidents, entries: incidents * 6, digest: 'c0ffee'.repeat(10).padEnd(64, '0') },
  });
  const quiet = (more: Partial<Schemas['MonthFigures']> = {}): Schemas['MonthFigures'] => ({
    agency: 'hcso',
    misuseFindings: 0,
    countedFrom: { digest: 'ab'.repeat(32) },
    ...more,
  });
  const month = (name: string, sequence: number, ...agencies: Schemas['MonthFigures'][]): Schemas['PublishedMonth'] => ({
    figures: { month: name, asOf: `${name}-28T00:00:00Z`, agencies, anchors: [] },
    sequence,
    hash: String(sequence).repeat(64),
    publishedAt: `${name}-28T04:30:00Z`,
  });
  return [
    month('2026-06', 1, city(61_204, 96, 388), quiet()),
    month('2026-07', 2, city(64_880, 118, 471), quiet({ incidents: 5_312, byOutcome: { rows: [], others: 5_312 } })),
    month('2026-08', 3, city(63_017, 104, 402), quiet({ incidents: 5_020 })),
    month('2026-09', 4, city(59_442, 91, 344), quiet()),
    month('2026-10', 5, city(60_915, 109, 419), quiet()),
  ];
}
