import type { Schemas } from '../../shared/api';
import type { Faults } from '../../shared/form/faults';
import { type NumberField, type Policy, type Rule, type RuleNumber, ruleNumbers, type ThreatNumber, type Threats, threatNumbers } from './rules';

/** A rule as it stands in the form: what was typed, which may be anything. */
export interface RuleDraft {
  readonly numbers: Readonly<Record<RuleNumber, string>>;
  readonly recordClip: boolean;
  readonly requiresApproval: boolean;
}

export interface ThreatsDraft {
  readonly reasons: readonly string[];
  readonly numbers: Readonly<Record<ThreatNumber, string>>;
  readonly recordClip: boolean;
}

/** A policy that is being written. */
export interface PolicyDraft {
  /** What it is to replace, and its entity tag. */
  readonly base: Policy;
  readonly etag: string;
  readonly rules: Readonly<Record<string, RuleDraft>>;
  readonly threats: ThreatsDraft | null;
  readonly reason: string;
}

export type PolicyBody = { rules: Record<string, Schemas['RuleBody']>; threats?: Schemas['ThreatsBody'] };

/** What a new rule begins with: less than most rules of the program give. */
export const newRule: RuleDraft = {
  numbers: { radiusMeters: '150', minutes: '15', maxMinutes: '60', maxFeeds: '6', retentionDays: '' },
  recordClip: false,
  requiresApproval: false,
};

export const newThreats: ThreatsDraft = {
  reasons: [],
  numbers: { maxSquareMeters: '250000', maxMinutes: '60', approvalMinutes: '10', maxFeeds: '20', retentionDays: '' },
  recordClip: false,
};

const typed = (value: number | undefined): string => (value === undefined ? '' : String(value));

const ruleDraft = ({ radiusMeters, minutes, maxMinutes, maxFeeds, retentionDays, recordClip, requiresApproval }: Rule): RuleDraft => ({
  numbers: {
    radiusMeters: typed(radiusMeters),
    minutes: typed(minutes),
    maxMinutes: typed(maxMinutes),
    maxFeeds: typed(maxFeeds),
    retentionDays: typed(retentionDays),
  },
  recordClip,
  requiresApproval,
});

const threatsDraft = ({ reasons, maxSquareMeters, maxMinutes, approvalMinutes, maxFeeds, retentionDays, recordClip }: Threats): ThreatsDraft => ({
  reasons: [...reasons].sort(),
  numbers: {
    maxSquareMeters: typed(maxSquareMeters),
    maxMinutes: typed(maxMinutes),
    approvalMinutes: typed(approvalMinutes),
    maxFeeds: typed(maxFeeds),
    retentionDays: typed(retentionDays),
  },
  recordClip,
});

/** Begins to change a policy. */
export const draftOf = (policy: Policy, etag: string): PolicyDraft => ({
  base: policy,
  etag,
  rules: Object.fromEntries(Object.entries(policy.rules).map(([code, rule]) => [code, ruleDraft(rule)])),
  threats: policy.threats ? threatsDraft(policy.threats) : null,
  reason: '',
});

/** What a draft comes to, and what of it the form already knows to be wrong. */
export function bodyOf(draft: Pick<PolicyDraft, 'rules' | 'threats'>): { body: PolicyBody; errors: Faults } {
  const errors: Record<string, string> = {};
  const numbersOf = <K extends string>(at: string, fields: Readonly<Record<K, NumberField>>, given: Readonly<Record<K, string>>) => {
    const numbers: Partial<Record<K, number>> = {};
    for (const name of Object.keys(fields) as K[]) {
      const field = fields[name];
      const text = given[name].trim();
      if (text === '' && field.optional) continue;
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= field.least && value <= field.most) numbers[name] = value;
      else errors[`${at}.${name}`] = `Must be a whole number from ${field.least} to ${field.most}`;
    }
    return numbers as Record<K, number>;
  };
  const rules: Record<string, Schemas['RuleBody']> = {};
  for (const [code, { numbers, recordClip, requiresApproval }] of Object.entries(draft.rules)) {
    const rule = { ...numbersOf(`rules.${code}`, ruleNumbers, numbers), recordClip, requiresApproval };
    if (rule.maxMinutes < rule.minutes) errors[`rules.${code}.maxMinutes`] = `Must not be less than the ${rule.minutes} min it is unlocked for`;
    rules[code] = rule;
  }
  if (Object.keys(rules).length === 0) errors['rules'] = 'At least one call type must be left';
  if (!draft.threats) return { body: { rules }, errors };
  const { reasons, numbers, recordClip } = draft.threats;
  return { body: { rules, threats: { ...numbersOf('threats', threatNumbers, numbers), reasons: [...reasons], recordClip } }, errors };
}

/** The draft as the policy that it would become, to be compared with another. Of use where {@link bodyOf} finds nothing wrong. */
export function policyOf(draft: PolicyDraft): Policy {
  const { body } = bodyOf(draft);
  return {
    version: draft.base.version,
    rules: body.rules as Policy['rules'],
    ...(body.threats ? { threats: body.threats as Threats } : {}),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** How a rule of the draft differs from what it is to replace. */
export function changeOf({ base, rules }: PolicyDraft, code: string): 'new' | 'changed' | null {
  const was = base.rules[code];
  if (!was) return 'new';
  return same(rules[code], ruleDraft(was)) ? null : 'changed';
}

/** What two people wrote at once, brought together. */
export interface Rebased {
  readonly draft: PolicyDraft;
  /** What both changed, and not alike: call types, and `threats`. One's own stands in the draft. */
  readonly both: readonly string[];
}

/** Brings a draft onto the policy that stands by now: what was changed in the draft stays changed, all else is as it stands. */
export function rebase(mine: PolicyDraft, theirs: Policy, etag: string): Rebased {
  const [base, now] = [draftOf(mine.base, ''), draftOf(theirs, etag)];
  const both: string[] = [];
  const pick = <T>(key: string, was: T | undefined, own: T | undefined, other: T | undefined): T | undefined => {
    if (same(own, was)) return other;
    if (!same(other, was) && !same(other, own)) both.push(key);
    return own;
  };
  const rules: Record<string, RuleDraft> = {};
  for (const code of new Set([...Object.keys(base.rules), ...Object.keys(mine.rules), ...Object.keys(now.rules)])) {
    const rule = pick(code, base.rules[code], mine.rules[code], now.rules[code]);
    if (rule) rules[code] = rule;
  }
  const threats = pick<ThreatsDraft | null>('threats', base.threats, mine.threats, now.threats) ?? null;
  return { draft: { ...now, rules, threats, reason: mine.reason }, both };
}
