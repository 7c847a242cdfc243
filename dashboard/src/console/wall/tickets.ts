import { answerOf } from '../../shared/api';
import type { Page } from '../../shared/start';
import type { Ticket } from './viewing';

/** The calls by which a feed is viewed. */
export class Tickets {
  /** The token that tickets are given back with: one who signs out looks away first. */
  private bearer: string | null = null;

  constructor(private readonly page: Page) {}

  /** Asks for a ticket; the reason is the incident's call type. */
  async ask(incidentId: string, grantId: string): Promise<Ticket> {
    this.bearer = await this.page.session.bearer();
    return ticketOf(await answerOf(this.page.api.POST('/incidents/{incidentId}/grants/{grantId}/tickets', { params: { path: { incidentId, grantId } } })));
  }

  async renew(ticketId: string): Promise<Ticket> {
    this.bearer = await this.page.session.bearer();
    return ticketOf(await answerOf(this.page.api.POST('/tickets/{ticketId}/renew', { params: { path: { ticketId } } })));
  }

  /** Looks away: told even by a page that is being closed. When it is not heard, the ticket runs out. */
  giveBack(ticketId: string): void {
    if (!this.bearer) return;
    const address = `${this.page.config.api.replace(/\/$/, '')}/tickets/${ticketId}`;
    void fetch(address, { method: 'DELETE', keepalive: true, headers: { Authorization: `Bearer ${this.bearer}` } }).catch(() => undefined);
  }
}

const ticketOf = (answer: { ticketId: string; url: string; kind: string; expiresAt: string }): Ticket => ({
  id: answer.ticketId,
  url: answer.url,
  kind: answer.kind,
  expiresAt: Date.parse(answer.expiresAt),
});
