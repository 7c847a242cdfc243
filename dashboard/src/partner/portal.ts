import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Api, allOf, answerOf, type Schemas } from '../shared/api';
import { ApiProblem } from '../shared/problem';
import type { Page } from '../shared/start';
import { AccessBook } from './log/book';
import type { Feed, Partner, Rule, Site } from './rules/standing';

/** How often all is read again while somebody looks, and how often while it cannot be read, in ms. */
const [readEvery, tryEvery] = [60_000, 3_000];

/** What of the partnership a rule is for. */
export type Target =
  | { readonly level: 'partner' }
  | { readonly level: 'site'; readonly site: string }
  | { readonly level: 'feed'; readonly feed: string }
  | { readonly level: 'agency'; readonly agency: string };

export const tagOf = (version: number): string => `"${version}"`;

/** The version that an answer's entity tag names; null when it names none. */
export const versionIn = (answer: Response): number | null => {
  const tag = /^"(\d+)"$/.exec(answer.headers.get('ETag') ?? '');
  return tag ? Number(tag[1]) : null;
};

/** One partner as its owner sees it: what it has and what was decided, kept up to date, and what its rules are changed by. */
export class Portal {
  readonly partner: Signal<Partner | null> = signal(null);
  readonly sites: Signal<readonly Site[]> = signal([]);
  readonly feeds: Signal<readonly Feed[]> = signal([]);
  /** What holds of the program; null as long as nobody said. */
  readonly facts: Signal<Schemas['StandingFacts'] | null> = signal(null);
  /** Why what is shown may be out of date; null when it is not. */
  readonly trouble: Signal<string | null> = signal(null);
  readonly log: AccessBook;
  readonly api: Api;
  private readonly timer: ReturnType<typeof setInterval>;
  private readAt = 0;
  private reading: Promise<void> | null = null;

  constructor(
    readonly page: Page,
    readonly partnerId: string,
  ) {
    this.api = page.api;
    this.log = new AccessBook(page, partnerId);
    this.timer = setInterval(() => {
      const every = this.trouble.peek() ? tryEvery : readEvery;
      if (document.visibilityState === 'visible' && Date.now() - this.readAt >= every) void this.read();
    }, 1_000);
    void this.read();
  }

  stop(): void {
    clearInterval(this.timer);
    this.log.stop();
  }

  /** The call types that unlock cameras at present; null as long as nobody said. */
  readonly unlocking: ReadonlySignal<readonly string[] | null> = computed(() => this.facts.value?.unlockingCallTypes ?? null);

  /** What the one who is signed in is for this partner. */
  readonly role: ReadonlySignal<Schemas['PartnerRole']> = computed(
    () => this.partner.value?.users.find(({ id }) => id === this.page.session.account.value?.id)?.role ?? 'viewer',
  );

  /** Managers share, change and withdraw cameras; viewers look. */
  readonly mayManage: ReadonlySignal<boolean> = computed(() => this.role.value !== 'viewer' && this.partner.value?.status !== 'withdrawn');

  /** Owners also sign, let agencies and people in, and leave. */
  readonly mayOwn: ReadonlySignal<boolean> = computed(() => this.role.value === 'owner' && this.partner.value?.status !== 'withdrawn');

  /** Reads all again; a failure is told in {@link trouble}. */
  read(): Promise<void> {
    this.reading ??= this.readAll().finally(() => {
      this.readAt = Date.now();
      this.reading = null;
    });
    return this.reading;
  }

  /** Reads what stands after a change, and not what an earlier reading may still bring. */
  async readAgain(): Promise<void> {
    await this.reading;
    await this.read();
  }

  siteOf(id: string): Site | undefined {
    return this.sites.value.find(({ siteId }) => siteId === id);
  }

  feedOf(id: string): Feed | undefined {
    return this.feeds.value.find(({ feedId }) => feedId === id);
  }

  /** The rule that stands for something; undefined when there is none. */
  ruleOf(target: Target): Rule | undefined {
    if (target.level === 'partner') return this.partner.value?.sharing;
    if (target.level === 'site') return this.siteOf(target.site)?.sharing;
    if (target.level === 'feed') return this.feedOf(target.feed)?.sharing;
    return this.partner.value?.agencies[target.agency];
  }

  /** Sets a rule over the one of a version, or over the one that is shown. @throws ApiProblem 412 when somebody else set another meanwhile. */
  async setRule(target: Target, body: Rule, version: number = this.versionOf(target)): Promise<void> {
    const { path, header } = this.about(version);
    if (target.level === 'partner') {
      const { data, response } = await this.api.PUT('/partners/{partnerId}/sharing', { params: { path, header }, body });
      this.take({ sharing: data ?? body }, response);
    } else if (target.level === 'site') {
      const params = { path: { ...path, siteId: target.site }, header };
      const { data, response } = await this.api.PUT('/partners/{partnerId}/sites/{siteId}/sharing', { params, body });
      const taken = { sharing: data ?? body, version: versionIn(response) ?? 0 };
      this.sites.value = this.sites.value.map((site) => (site.siteId === target.site ? { ...site, ...taken } : site));
    } else if (target.level === 'feed') {
      const params = { path: { ...path, feedId: target.feed }, header };
      const { data, response } = await this.api.PUT('/partners/{partnerId}/feeds/{feedId}/sharing', { params, body });
      const taken = { sharing: data ?? body, version: versionIn(response) ?? 0 };
      this.feeds.value = this.feeds.value.map((feed) => (feed.feedId === target.feed ? { ...feed, ...taken } : feed));
    } else {
      const params = { path: { ...path, agency: target.agency }, header };
      const { data, response } = await this.api.PUT('/partners/{partnerId}/agencies/{agency}', { params, body });
      this.take({ agencies: { ...this.partner.value?.agencies, [target.agency]: data ?? body } }, response);
    }
    void this.readAgain();
    void this.log.readNewest();
  }

  /** Sets a rule by what it says now, whatever anybody changed meanwhile: for switches, which mean what they say. */
  turn(target: Target, change: (rule: Rule) => Rule): Promise<void> {
    return this.insist(async () => {
      if (!this.ruleOf(target)) await this.read();
      const rule = this.ruleOf(target);
      if (!rule) throw ApiProblem.unreachable();
      await this.setRule(target, change(rule));
    });
  }

  /** Does something that is meant whatever anybody changed meanwhile: once more, over what stands, when something was. */
  async insist(doing: () => Promise<void>): Promise<void> {
    try {
      await doing();
    } catch (e) {
      if (!(e instanceof ApiProblem) || e.status !== 412) throw e;
      await this.readAgain();
      await doing();
    }
  }

  /** Path and `If-Match` for a change of something whose version is known. */
  about(version: number): { path: { partnerId: string }; header: { 'If-Match': string } } {
    return { path: { partnerId: this.partnerId }, header: { 'If-Match': tagOf(version) } };
  }

  /** The partner's own version, for what is changed of it. */
  get version(): number {
    return this.partner.peek()?.version ?? 0;
  }

  private take(changed: Partial<Partner>, answer: Response): void {
    const partner = this.partner.peek();
    if (partner) this.partner.value = { ...partner, ...changed, version: versionIn(answer) ?? partner.version };
  }

  /** The version that a change of a rule must name. */
  versionOf(target: Target): number {
    if (target.level === 'site') return this.siteOf(target.site)?.version ?? 0;
    if (target.level === 'feed') return this.feedOf(target.feed)?.version ?? 0;
    return this.version;
  }

  private async readAll(): Promise<void> {
    const path = { partnerId: this.partnerId };
    try {
      const [partner, { items: sites }, feeds] = await Promise.all([
        answerOf(this.api.GET('/partners/{partnerId}', { params: { path } })),
        answerOf(this.api.GET('/partners/{partnerId}/sites', { params: { path } })),
        allOf((after) => answerOf(this.api.GET('/partners/{partnerId}/feeds', { params: { path, query: after ? { after } : {} } }))),
        this.readFacts(),
      ]);
      batch(() => {
        this.partner.value = newer(this.partner.peek() ?? undefined, partner);
        this.sites.value = sites.map((site) => newer(this.siteOf(site.siteId), site)).toSorted(byName);
        this.feeds.value = feeds.map((feed) => newer(this.feedOf(feed.feedId), feed)).toSorted(byName);
        this.trouble.value = null;
      });
    } catch (e) {
      this.trouble.value = ApiProblem.textOf(e);
    }
  }

  /** Nothing waits for it: which calls unlock cameras is not the partner's to say. */
  private async readFacts(): Promise<void> {
    const answer = await answerOf(this.api.GET('/transparency', { headers: { Accept: 'application/json' } })).catch(() => null);
    if (answer) this.facts.value = (answer as Schemas['TransparencyAnswer']).facts;
  }
}

/** What was read may be older than what a change answered meanwhile. */
const newer = <T extends { readonly version: number }>(known: T | undefined, read: T): T => (known && known.version > read.version ? known : read);

const byName = (a: { readonly name?: string }, b: { readonly name?: string }): number => (a.name ?? '').localeCompare(b.name ?? '');
