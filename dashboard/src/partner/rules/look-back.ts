import type { Feed, Partner, Rule, Site } from './standing';

/** All that an owner's rules are set for. */
export interface Everything {
  readonly partner: Partner;
  readonly sites: readonly Site[];
  readonly feeds: readonly Feed[];
}

/** One rule that must be set, and for what. */
export type Step =
  | { readonly level: 'partner'; readonly rule: Rule }
  | { readonly level: 'agency'; readonly agency: string; readonly rule: Rule }
  | { readonly level: 'site'; readonly site: string; readonly rule: Rule }
  | { readonly level: 'feeds'; readonly feeds: readonly string[]; readonly rule: Rule };

/** Feeds that one call can set. */
const feedsAtOnce = 500;

const minutesOf = (rule: Rule): number => rule.lookBackMinutes ?? 0;

/** How many minutes from before an unlock police may see, of the camera that allows the fewest and the one that allows the most. */
export function lookBackOf({ partner, sites, feeds }: Everything): { readonly fewest: number; readonly most: number } {
  const minutes = standing(sites, feeds).flatMap(([site, feed]) =>
    Object.values(partner.agencies).map((agency) => Math.min(...[partner.sharing, site.sharing, feed.sharing, agency].map(minutesOf))),
  );
  return minutes.length === 0 ? { fewest: 0, most: 0 } : { fewest: Math.min(...minutes), most: Math.max(...minutes) };
}

/**
 * What must be set so that police may see just so many minutes of every camera. The fewest of the four levels count, so all that allow fewer are raised, and the
 * partnership's, which comes last, says how many: until then nothing holds that was not meant.
 */
export function lookBackSteps(everything: Everything, minutes: number): Step[] {
  const { partner, sites, feeds } = everything;
  const low = (rule: Rule) => minutesOf(rule) < minutes;
  const raised = (rule: Rule): Rule => ({ ...rule, lookBackMinutes: minutes });
  const agencies = Object.entries(partner.agencies)
    .filter(([, rule]) => low(rule))
    .map(([agency, rule]): Step => ({ level: 'agency', agency, rule: raised(rule) }));
  const places = sites
    .filter((site) => !site.withdrawn && low(site.sharing))
    .map((site): Step => ({ level: 'site', site: site.siteId, rule: raised(site.sharing) }));
  const byRule = new Map<string, { rule: Rule; feeds: string[] }>();
  for (const [, { feedId, sharing }] of standing(sites, feeds)) {
    if (!low(sharing)) continue;
    const alike = byRule.get(JSON.stringify(sharing));
    if (alike) alike.feeds.push(feedId);
    else byRule.set(JSON.stringify(sharing), { rule: raised(sharing), feeds: [feedId] });
  }
  const cameras = [...byRule.values()].flatMap(({ rule, feeds: alike }) =>
    chunks(alike, feedsAtOnce).map((some): Step => ({ level: 'feeds', feeds: some, rule })),
  );
  const whole: Step[] = minutesOf(partner.sharing) === minutes ? [] : [{ level: 'partner', rule: raised(partner.sharing) }];
  return [...agencies, ...places, ...cameras, ...whole];
}

const standing = (sites: readonly Site[], feeds: readonly Feed[]): [Site, Feed][] =>
  feeds.flatMap((feed) => {
    const site = sites.find(({ siteId }) => siteId === feed.siteId);
    return site && !site.withdrawn && !feed.withdrawn ? [[site, feed]] : [];
  });

const chunks = <T>(items: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, i) => items.slice(i * most, (i + 1) * most));
