import { Page } from '../Page';
import type { Portal } from '../portal';
import { Agencies } from './Agencies';
import { callsInWords } from './call-groups';
import { LookBack } from './LookBack';
import { RuleList } from './RuleList';

/** All rules, the widest first. */
export function Rules({ portal }: { portal: Portal }) {
  const sites = portal.sites.value.filter((site) => !site.withdrawn);
  const feeds = portal.feeds.value.filter((feed) => !feed.withdrawn && sites.some(({ siteId }) => siteId === feed.siteId));
  const unlocking = portal.unlocking.value;
  return (
    <Page title="Rules">
      <p>
        A camera can be unlocked only while a qualifying call runs, and only when <strong>all</strong> rules that hold for it permit: the one for everything,
        the one of its site, its own, and the one of the police agency.
      </p>
      {unlocking && (
        <details>
          <summary>Which kinds of calls unlock cameras?</summary>
          <p>At present these, and no others: {callsInWords(unlocking, unlocking)}. Never for protests, immigration or curfews.</p>
        </details>
      )}
      <section class="card stack" aria-labelledby="rules-all">
        <h2 id="rules-all">For everything</h2>
        <RuleList portal={portal} targets={[{ level: 'partner' }]} unnamed />
      </section>
      <LookBack portal={portal} />
      <section class="card stack" aria-labelledby="rules-sites">
        <h2 id="rules-sites">For each site</h2>
        <RuleList portal={portal} targets={sites.map((site) => ({ level: 'site' as const, site: site.siteId }))} />
      </section>
      <Agencies portal={portal} />
      <section class="card stack" aria-labelledby="rules-cameras">
        <h2 id="rules-cameras">For each camera</h2>
        <RuleList portal={portal} targets={feeds.map((feed) => ({ level: 'feed' as const, feed: feed.feedId }))} />
      </section>
    </Page>
  );
}
