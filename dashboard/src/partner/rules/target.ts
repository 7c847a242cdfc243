import type { Target } from '../portal';

/** What a rule is for, as an address of the page says it: `rule/site/s-1`. */
export function targetOf(level: string, id: string): Target | null {
  if (level === 'partner') return { level };
  if (!id) return null;
  if (level === 'site') return { level, site: id };
  if (level === 'feed') return { level, feed: id };
  return level === 'agency' ? { level, agency: id } : null;
}

/** The other way around. */
export function addressOf(target: Target): string[] {
  if (target.level === 'partner') return ['rule', 'partner'];
  return ['rule', target.level, target.level === 'site' ? target.site : target.level === 'feed' ? target.feed : target.agency];
}
