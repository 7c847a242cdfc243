import { callTypeName } from '../../shared/call-types';
import type { Policy, Rule, Threats } from './rules';
import { approvalInWords, areaInWords, clipInWords, metersInWords, minutesInWords, ruleInWords, threatsInWords } from './words';

/** One thing that is other than before. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** All that is other about one call type, or about threats. */
export interface PolicyChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** The call type's code; `threats` for those. */
  readonly key: string;
  readonly title: string;
  /** For what was added or removed: what it says, or said. */
  readonly says?: string;
  readonly differences: readonly Difference[];
}

/** What another policy changes, in words: what was added first, then what was removed, then what differs, each by name. Its version is no change. */
export function policyDiff(before: Policy, after: Policy): readonly PolicyChange[] {
  const changes: PolicyChange[] = [];
  for (const code of new Set([...Object.keys(before.rules), ...Object.keys(after.rules)])) {
    const [was, is] = [before.rules[code], after.rules[code]];
    const change = changeOf(code, callTypeName(code), was && rowsOf(was), is && rowsOf(is), was && saidBy(was), is && saidBy(is));
    if (change) changes.push(change);
  }
  const order = { added: 0, removed: 1, changed: 2 };
  changes.sort((a, b) => order[a.kind] - order[b.kind] || a.title.localeCompare(b.title, 'en'));
  const [was, is] = [before.threats, after.threats];
  const threats = changeOf('threats', 'Public-safety threats', was && threatRows(was), is && threatRows(is), was && threatSaid(was), is && threatSaid(is));
  return threats ? [...changes, threats] : changes;
}

type Rows = readonly (readonly [what: string, value: string])[];

function changeOf(key: string, title: string, was: Rows | undefined, is: Rows | undefined, said?: string, says?: string): PolicyChange | null {
  if (!was && is) return { kind: 'added', key, title, ...(says ? { says } : {}), differences: [] };
  if (was && !is) return { kind: 'removed', key, title, ...(said ? { says: said } : {}), differences: [] };
  if (!was || !is) return null;
  const now = new Map(is);
  const differences = was.flatMap(([what, value]) => {
    const other = now.get(what) ?? '';
    return other === value ? [] : [{ what, before: value, after: other }];
  });
  return differences.length > 0 ? { kind: 'changed', key, title, differences } : null;
}

const rowsOf = (rule: Rule): Rows => [
  ['Radius', metersInWords(rule.radiusMeters)],
  ['Unlocked for', minutesInWords(rule.minutes)],
  ['At most, extended', minutesInWords(rule.maxMinutes)],
  ['Most feeds', String(rule.maxFeeds)],
  ['Clips', clipInWords(rule.recordClip, rule.retentionDays)],
  ['Opens', approvalInWords(rule.requiresApproval)],
];

const threatRows = (threats: Threats): Rows => [
  ['May be declared for', reasonsOf(threats)],
  ['Largest area', areaInWords(threats.maxSquareMeters)],
  ['At most', minutesInWords(threats.maxMinutes)],
  ['Second supervisor within', minutesInWords(threats.approvalMinutes)],
  ['Most feeds', String(threats.maxFeeds)],
  ['Clips', clipInWords(threats.recordClip, threats.retentionDays)],
];

const reasonsOf = (threats: Threats): string => threats.reasons.map(callTypeName).sort().join('; ') || 'nothing';

function saidBy(rule: Rule): string {
  const { near, time, feeds, clip, approval } = ruleInWords(rule);
  return [`${feeds} ${near}`, time, `clips ${clip}`, `opens ${approval}`].join('; ');
}

const threatSaid = (threats: Threats): string => [`For ${reasonsOf(threats)}.`, ...threatsInWords(threats)].join(' ');
