import { type Rule, type Threats, usualRetention } from './rules';

const whole = new Intl.NumberFormat('en-US');

/** `45 min`, `2 h`, `1 h 30 min`. */
export function minutesInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ');
}

export const metersInWords = (meters: number): string => `${whole.format(meters)} m`;

export const daysInWords = (days: number | undefined): string => {
  const count = days ?? usualRetention;
  return count === 1 ? '1 day' : `${whole.format(count)} days`;
};

/** Area as one imagines it: a square kilometer is not told as a million of anything. */
export const areaInWords = (squareMeters: number): string =>
  squareMeters >= 100_000
    ? `${new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(squareMeters / 1_000_000)} km²`
    : `${whole.format(squareMeters)} m²`;

export const clipInWords = (recorded: boolean, days: number | undefined): string =>
  `${recorded ? 'recorded from the unlock on' : 'on request'}, kept ${daysInWords(days)}`;

export const approvalInWords = (needed: boolean): string => (needed ? 'after a supervisor approves' : 'at once');

/** What one rule unlocks, in a row of the policy. */
export const ruleInWords = (rule: Rule) => ({
  near: `within ${metersInWords(rule.radiusMeters)}`,
  time: `${minutesInWords(rule.minutes)}, extended up to ${minutesInWords(rule.maxMinutes)}`,
  feeds: rule.maxFeeds === 1 ? 'the nearest' : `up to ${rule.maxFeeds}`,
  clip: clipInWords(rule.recordClip, rule.retentionDays),
  approval: approvalInWords(rule.requiresApproval),
});

/** The bounds of a threat, as sentences. */
export const threatsInWords = (threats: Threats): string[] => [
  `An area of at most ${areaInWords(threats.maxSquareMeters)}, up to ${threats.maxFeeds} feeds, for at most ${minutesInWords(threats.maxMinutes)}.`,
  `It ends after ${minutesInWords(threats.approvalMinutes)} unless a second supervisor approves it.`,
  `Clips: ${clipInWords(threats.recordClip, threats.retentionDays)}.`,
];
