import type { Schemas } from '../../shared/api';

export type Policy = Schemas['UnlockPolicy'];
export type Rule = Schemas['UnlockRule'];
export type Threats = Schemas['ThreatRule'];

/** A number of a rule: what it is called, in what it is counted, and its bounds. */
export interface NumberField {
  readonly label: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** May be left out. */
  readonly optional?: true;
}

export const ruleNumbers = {
  radiusMeters: { label: 'Radius', unit: 'm', least: 1, most: 5_000 },
  minutes: { label: 'Unlocked for', unit: 'min', least: 1, most: 240 },
  maxMinutes: { label: 'At most, extended', unit: 'min', least: 1, most: 1_440 },
  maxFeeds: { label: 'Most feeds', unit: '', least: 1, most: 100 },
  retentionDays: { label: 'Clips kept', unit: 'days', least: 1, most: 3_650, optional: true },
} as const satisfies Record<string, NumberField>;

export const threatNumbers = {
  maxSquareMeters: { label: 'Largest area', unit: 'm²', least: 1, most: 1_000_000 },
  maxMinutes: { label: 'At most', unit: 'min', least: 1, most: 240 },
  approvalMinutes: { label: 'Second supervisor within', unit: 'min', least: 1, most: 10 },
  maxFeeds: { label: 'Most feeds', unit: '', least: 1, most: 100 },
  retentionDays: { label: 'Clips kept', unit: 'days', least: 1, most: 3_650, optional: true },
} as const satisfies Record<string, NumberField>;

export type RuleNumber = keyof typeof ruleNumbers;
export type ThreatNumber = keyof typeof threatNumbers;

/** What holds where a policy does not say how long clips are kept. */
export const usualRetention = 30;
