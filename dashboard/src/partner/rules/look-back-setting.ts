import { ApiProblem } from '../../shared/problem';
import { type Portal, tagOf } from '../portal';
import { type Everything, lookBackSteps, type Step } from './look-back';
import { agencyName } from './words';

/** All that is set, as it is shown; null before it was read. */
export function everythingOf(portal: Portal): Everything | null {
  const partner = portal.partner.value;
  return partner && { partner, sites: portal.sites.value, feeds: portal.feeds.value };
}

/** Sets how far back police may look at every level where that is needed, whichever of them fail. @returns what was not set, in words, with why. */
export async function setLookBack(portal: Portal, minutes: number): Promise<string[]> {
  await portal.readAgain();
  const everything = everythingOf(portal);
  if (!everything || portal.trouble.value) return [portal.trouble.value ?? ApiProblem.unreachable().message];
  const missed: string[] = [];
  for (const step of lookBackSteps(everything, minutes)) {
    try {
      await take(portal, step);
    } catch (e) {
      missed.push(`${nameOf(portal, step)}: ${ApiProblem.textOf(e)}`);
    }
  }
  await portal.readAgain();
  return missed;
}

async function take(portal: Portal, step: Step): Promise<void> {
  if (step.level === 'partner') return portal.setRule({ level: 'partner' }, step.rule);
  if (step.level === 'site') return portal.setRule({ level: 'site', site: step.site }, step.rule);
  if (step.level === 'agency') return portal.setRule({ level: 'agency', agency: step.agency }, step.rule);
  const path = { partnerId: portal.partnerId };
  // Its tag is that of the list as it is now: what is set before is in it.
  const { response } = await portal.api.GET('/partners/{partnerId}/feeds', { params: { path } });
  await portal.api.PUT('/partners/{partnerId}/feeds/sharing', {
    params: { path, header: { 'If-Match': response.headers.get('ETag') ?? tagOf(0) } },
    body: { feeds: [...step.feeds], sharing: step.rule },
  });
}

function nameOf(portal: Portal, step: Step): string {
  switch (step.level) {
    case 'partner':
      return 'The rule for everything';
    case 'agency':
      return `The rule for ${agencyName(step.agency)}`;
    case 'site':
      return `The rule for ${portal.siteOf(step.site)?.name ?? step.site}`;
    case 'feeds':
      return step.feeds.length === 1 ? 'The rule of 1 camera' : `The rules of ${step.feeds.length} cameras`;
  }
}
