import standard from '../../../../functions/Dragonfly.Core/Unlocks/default-policy.json';
import type { Schemas } from '../../shared/api';
import type { Policy } from './rules';

type Entry = Schemas['Entry'];

/** The program's own policy, which stands until an administrator writes another: the same file that the API reads. */
export const standardPolicy: Policy = {
  version: standard.version,
  rules: Object.fromEntries(Object.entries(standard.rules).map(([code, rule]) => [code, { recordClip: false, requiresApproval: false, ...rule }])),
  threats: standard.threats,
};

/** A line of the policy's history, with the policy that stood before it where that is known. */
export interface HistoryLine {
  readonly entry: Entry;
  readonly before?: Policy;
}

/**
 * Pairs each policy with the one that it replaced.
 * @param entries The newest first, as far as they were read.
 * @param isAll Whether the first entry of all is among them: before it the program's own policy stood.
 */
export function historyOf(entries: readonly Entry[], isAll: boolean): readonly HistoryLine[] {
  let before: Policy | undefined = isAll ? standardPolicy : undefined;
  const lines: HistoryLine[] = [];
  for (const entry of [...entries].reverse()) {
    lines.push({ entry, ...(before ? { before } : {}) });
    if (entry.event.$type === 'policyRevised') before = entry.event.policy;
  }
  return lines.reverse();
}
