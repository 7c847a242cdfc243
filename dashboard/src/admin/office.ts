import type { Api } from '../shared/api';
import type { Page } from '../shared/start';
import type { Drafts } from './drafts';

/** What every section is given: the API, who is signed in, and what they had not saved. */
export class Office {
  readonly api: Api;
  readonly roles: readonly string[];
  readonly name: string;

  constructor(
    readonly page: Page,
    readonly drafts: Drafts,
  ) {
    const account = page.session.account.peek();
    this.api = page.api;
    this.roles = account?.roles ?? [];
    this.name = account?.name ?? '';
    drafts.belongTo(account?.id ?? '');
  }

  /** Whether the account has any of some roles: what the API would refuse is not offered. */
  may(...roles: readonly string[]): boolean {
    return roles.some((role) => this.roles.includes(role));
  }

  /** Administrators change things; everybody else here reads. */
  get changes(): boolean {
    return this.may('Program.Admin');
  }
}
