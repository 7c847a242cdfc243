import { useRef } from 'preact/hooks';
import { useSaving } from '../../shared/form/saving';
import { say } from '../../shared/Toasts';
import { Field } from '../form/Field';
import { Refusal } from '../form/Refusal';
import { optional, textOf } from '../form/text';
import { Page } from '../Page';
import type { Portal } from '../portal';

/** Who the partner is to people. */
export function Profile({ portal }: { portal: Portal }) {
  const saving = useSaving();
  const version = useRef(portal.version);
  const profile = portal.partner.value?.profile;
  if (!portal.mayOwn.value)
    return (
      <Page title="Name and contact">
        <p>{profile?.name}</p>
        <p class="hint">An owner of the partner can change this.</p>
      </Page>
    );
  const save = async (form: HTMLFormElement) => {
    const text = textOf(form);
    const body = {
      name: text('name') ?? '',
      contact: text('contact') ?? '',
      email: text('email') ?? '',
      ...optional('phone', text('phone')),
      ...optional('address', text('address')),
    };
    try {
      await portal.api.PUT('/partners/{partnerId}', { params: portal.about(version.current), body });
    } finally {
      await portal.readAgain();
      version.current = portal.version;
    }
  };
  return (
    <Page title="Name and contact">
      <form
        class="card stack"
        onSubmit={async (event) => {
          event.preventDefault();
          const form = event.currentTarget;
          if (await saving.run(() => save(form))) say('Saved.');
        }}
      >
        <p class="hint">The program and your installer see this. It is deleted when you have left.</p>
        <Field
          label="Name of the business or organization"
          name="name"
          saving={saving}
          required
          maxLength={100}
          defaultValue={profile?.name ?? ''}
          autocomplete="organization"
        />
        <Field label="Whom to speak to" name="contact" saving={saving} required maxLength={100} defaultValue={profile?.contact ?? ''} autocomplete="name" />
        <Field label="Email" name="email" inputMode="email" saving={saving} required maxLength={254} defaultValue={profile?.email ?? ''} autocomplete="email" />
        <Field label="Phone" name="phone" inputMode="tel" saving={saving} maxLength={40} defaultValue={profile?.phone ?? ''} autocomplete="tel" />
        <Field label="Address" name="address" saving={saving} maxLength={200} defaultValue={profile?.address ?? ''} autocomplete="street-address" />
        <Refusal saving={saving} fields={['name', 'contact', 'email', 'phone', 'address']} now={profile?.name} />
        <button type="submit" class="primary" disabled={saving.busy.value}>
          Save
        </button>
      </form>
    </Page>
  );
}
