import { useSignal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { atDay } from '../../shared/clock';
import { Dialog } from '../../shared/Dialog';
import { isStale } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Refusal } from '../form/Refusal';
import { optional, textOf } from '../form/text';
import { Page } from '../Page';
import type { Portal } from '../portal';
import { useReading } from './reading';

type Order = Schemas['WorkOrderView'];

const kinds: Readonly<Record<Schemas['WorkOrderKind'], string>> = {
  needs: 'Tell me which cameras I need',
  placement: 'Help me place my cameras',
  connectivity: 'Connect my cameras',
};

const statuses: Readonly<Record<Schemas['WorkOrderStatus'], string>> = {
  requested: 'Asked. The installer will say when they come.',
  scheduled: 'The installer comes',
  installed: 'The installer says that it is done. Have a look, and accept it.',
  accepted: 'Done, and accepted.',
  canceled: 'Called off.',
};

/** Help of an approved installer: asked for, scheduled, done, accepted. */
export function Help({ portal }: { portal: Portal }) {
  const path = { partnerId: portal.partnerId };
  const orders = useReading(() => answerOf(portal.api.GET('/partners/{partnerId}/work-orders', { params: { path } })));
  const installers = useReading(() => answerOf(portal.api.GET('/installers')));
  const saving = useSaving();
  const sites = portal.sites.value.filter((site) => !site.withdrawn);
  const choices = installers.value.value?.installers ?? [];
  return (
    <Page title="Help">
      <p>An approved installer helps you choose, place and connect cameras. You need no servers: cameras connect by themselves.</p>
      {orders.trouble.value && <p role="alert">{orders.trouble.value} Trying again…</p>}
      {portal.mayManage.value && (
        <section class="card stack" aria-labelledby="help-ask">
          <h2 id="help-ask">Ask for help</h2>
          <form
            class="stack"
            onSubmit={async (event) => {
              event.preventDefault();
              const form = event.currentTarget;
              const text = textOf(form);
              const done = await saving.run(() =>
                portal.api.POST('/partners/{partnerId}/work-orders', {
                  params: { path },
                  body: {
                    kind: (text('kind') ?? 'needs') as Schemas['WorkOrderKind'],
                    ...optional('site', text('site')),
                    ...optional('installer', text('installer')),
                  },
                }),
              );
              if (!done) return;
              form.reset();
              say('Asked. You see here when they come.');
              await orders.again();
            }}
          >
            <fieldset>
              <legend>With what?</legend>
              {Object.entries(kinds).map(([kind, words], i) => (
                <label key={kind} class="inline">
                  <input type="radio" name="kind" value={kind} defaultChecked={i === 0} />
                  {words}
                </label>
              ))}
            </fieldset>
            <label>
              Where
              <select name="site">
                <option value="">Everywhere, or at a new site</option>
                {sites.map((site) => (
                  <option key={site.siteId} value={site.siteId}>
                    {site.name ?? site.siteId}
                  </option>
                ))}
              </select>
            </label>
            {choices.length > 1 && (
              <label>
                Whom
                <select name="installer">
                  <option value="">Whoever installs there</option>
                  {choices.map(({ id }) => (
                    <option key={id} value={id}>
                      {id.toUpperCase()}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <Refusal saving={saving} />
            <button type="submit" class="primary" disabled={saving.busy.value}>
              Ask for help
            </button>
          </form>
        </section>
      )}
      <section class="stack" aria-labelledby="help-orders">
        <h2 id="help-orders">What you asked for</h2>
        {orders.value.value?.items.length === 0 && <p>Nothing yet.</p>}
        <ul class="orders">
          {orders.value.value?.items.map((order) => (
            <OneOrder key={order.id} portal={portal} order={order} again={orders.again} />
          ))}
        </ul>
      </section>
    </Page>
  );
}

function OneOrder({ portal, order, again }: { portal: Portal; order: Order; again: () => Promise<void> }) {
  const saving = useSaving();
  const calling = useSignal(false);
  const params = { path: { partnerId: portal.partnerId, orderId: order.id }, header: portal.about(order.version).header };
  const doing = async (done: string, call: () => Promise<unknown>) => {
    const success = await saving.run(call);
    if (success) say(done);
    if (success || isStale(saving.problem.value)) await again();
    return success;
  };
  const isOpen = order.status !== 'accepted' && order.status !== 'canceled';
  return (
    <li class="card stack">
      <h3>{kinds[order.kind]}</h3>
      <p class="hint">
        Asked of {order.installer.toUpperCase()} on {atDay(order.requestedAt)}
        {order.site && (
          <>
            {' '}
            for <Said text={order.site.name ?? order.site.id} most={100} />
          </>
        )}
      </p>
      <p>
        {statuses[order.status]}
        {order.status === 'scheduled' && order.visitAt && ` on ${atDay(order.visitAt)}.`}
      </p>
      {!calling.value && <Refusal saving={saving} />}
      {isOpen && portal.mayManage.value && (
        <div class="row">
          {order.status === 'installed' && (
            <button
              type="button"
              class="primary"
              disabled={saving.busy.value}
              onClick={() => void doing('Accepted.', () => portal.api.POST('/partners/{partnerId}/work-orders/{orderId}/accept', { params }))}
            >
              Accept the work
            </button>
          )}
          <button type="button" class="plain danger-text" onClick={() => (calling.value = true)}>
            Call it off…
          </button>
        </div>
      )}
      {calling.value && (
        <Dialog title="Call it off" close={() => (calling.value = false)}>
          <form
            class="stack"
            onSubmit={async (event) => {
              event.preventDefault();
              const body = optional('reason', textOf(event.currentTarget)('reason'));
              if (await doing('Called off.', () => portal.api.POST('/partners/{partnerId}/work-orders/{orderId}/cancel', { params, body })))
                calling.value = false;
            }}
          >
            <label>
              Why <span class="hint">(optional)</span>
              <input name="reason" maxLength={200} autocomplete="off" />
            </label>
            <Refusal saving={saving} />
            <button type="submit" class="danger" disabled={saving.busy.value}>
              Call it off
            </button>
          </form>
        </Dialog>
      )}
    </li>
  );
}
