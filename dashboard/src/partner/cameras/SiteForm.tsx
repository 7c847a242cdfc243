import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Schemas } from '../../shared/api';
import { useSaving } from '../../shared/form/saving';
import { say } from '../../shared/Toasts';
import { Field } from '../form/Field';
import { Refusal } from '../form/Refusal';
import { optional, textOf } from '../form/text';
import type { Portal } from '../portal';
import type { Site } from '../rules/standing';
import { PlaceFields } from './PlaceFields';

interface SiteFormProps {
  readonly portal: Portal;
  /** The site; absent: a new one. */
  readonly site?: Site;
  readonly added?: (siteId: string) => void;
}

/** What a site is: its name, where it is, by which clock its hours are read. */
export function SiteForm({ portal, site, added }: SiteFormProps) {
  const saving = useSaving();
  // Of what the form was filled with: what others change meanwhile must not be lost unseen.
  const version = useRef(site?.version ?? 0);
  const [latitude, longitude] = portal.page.config.center;
  const place = useSignal<Schemas['GeoPoint']>(site?.place ?? portal.sites.peek()[0]?.place ?? { latitude, longitude });
  const save = async (form: HTMLFormElement) => {
    const text = textOf(form);
    const body: Schemas['SiteBody'] = {
      name: text('name') ?? '',
      place: place.value,
      timeZone: text('timeZone') ?? '',
      ...optional('address', text('address')),
      ...optional('installer', site?.installer),
    };
    const path = { partnerId: portal.partnerId };
    if (!site) {
      const { data } = await portal.api.POST('/partners/{partnerId}/sites', { params: { path }, body });
      await portal.readAgain();
      if (data) added?.(data.siteId);
      return;
    }
    const { header } = portal.about(version.current);
    try {
      await portal.api.PUT('/partners/{partnerId}/sites/{siteId}', { params: { path: { ...path, siteId: site.siteId }, header }, body });
    } finally {
      await portal.readAgain();
      version.current = portal.siteOf(site.siteId)?.version ?? version.current;
    }
  };
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        if (await saving.run(() => save(form))) say(site ? 'The site is saved.' : 'The site is there.');
      }}
    >
      <Field label="Name" name="name" saving={saving} required maxLength={100} defaultValue={site?.name ?? ''} autocomplete="off" />
      <Field label="Address" name="address" saving={saving} maxLength={200} defaultValue={site?.address ?? ''} autocomplete="off" />
      <Field
        label="Time zone"
        name="timeZone"
        saving={saving}
        required
        maxLength={64}
        defaultValue={site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
        hint="Your sharing hours are read by this clock."
        autocomplete="off"
      />
      <PlaceFields portal={portal} place={place} saving={saving} />
      <Refusal saving={saving} fields={['name', 'address', 'timeZone', 'place']} now={site?.name} />
      <button type="submit" class="primary" disabled={saving.busy.value}>
        {site ? 'Save the site' : 'Add the site'}
      </button>
    </form>
  );
}
