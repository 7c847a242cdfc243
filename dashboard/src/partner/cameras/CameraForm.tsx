import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Schemas } from '../../shared/api';
import { useSaving } from '../../shared/form/saving';
import { say } from '../../shared/Toasts';
import { Field } from '../form/Field';
import { Refusal } from '../form/Refusal';
import { optional, textOf } from '../form/text';
import type { Portal } from '../portal';
import type { Feed, Site } from '../rules/standing';
import { PlaceFields } from './PlaceFields';
import { ViewFields } from './ViewFields';

interface CameraFormProps {
  readonly portal: Portal;
  readonly site: Site;
  /** The camera; absent: a new one. */
  readonly feed?: Feed;
  readonly added?: (feedId: string) => void;
}

/** What a camera is: its name, where it hangs, where it looks. */
export function CameraForm({ portal, site, feed, added }: CameraFormProps) {
  const saving = useSaving();
  // Of what the form was filled with: what others change meanwhile must not be lost unseen.
  const version = useRef(feed?.version ?? 0);
  const place = useSignal<Schemas['GeoPoint']>(feed?.place ?? site.place);
  const view = useSignal<Schemas['FieldOfView'] | null>(feed ? (feed.view ?? null) : { azimuthDegrees: 0, widthDegrees: 90, rangeMeters: 30 });
  const save = async (form: HTMLFormElement) => {
    const text = textOf(form);
    const body: Schemas['FeedBody'] = {
      name: text('name') ?? '',
      place: place.value,
      placement: text('placement') === 'indoor' ? 'indoor' : 'outdoor',
      analytics: feed?.analytics ?? [],
      ...optional('externalReference', text('externalReference')),
      ...optional('videoReference', feed?.videoReference),
      ...(view.value ? { view: view.value } : {}),
    };
    const path = { partnerId: portal.partnerId };
    if (!feed) {
      const { data } = await portal.api.POST('/partners/{partnerId}/feeds', { params: { path }, body: { ...body, site: site.siteId } });
      await portal.readAgain();
      if (data) added?.(data.feedId);
      return;
    }
    const { header } = portal.about(version.current);
    try {
      await portal.api.PUT('/partners/{partnerId}/feeds/{feedId}', { params: { path: { ...path, feedId: feed.feedId }, header }, body });
    } finally {
      await portal.readAgain();
      version.current = portal.feedOf(feed.feedId)?.version ?? version.current;
    }
  };
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        if (await saving.run(() => save(form))) say(feed ? 'The camera is saved.' : 'The camera is there. It is switched off until you share it.');
      }}
    >
      <Field label="Name" name="name" saving={saving} required maxLength={100} defaultValue={feed?.name ?? ''} autocomplete="off" />
      <Field
        label="Your own number for it"
        name="externalReference"
        saving={saving}
        maxLength={64}
        defaultValue={feed?.externalReference ?? ''}
        autocomplete="off"
      />
      <label>
        Where it hangs
        <select name="placement">
          <option value="outdoor" selected={feed?.placement !== 'indoor'}>
            Outdoors
          </option>
          <option value="indoor" selected={feed?.placement === 'indoor'}>
            Indoors
          </option>
        </select>
      </label>
      <PlaceFields portal={portal} place={place} view={view.value} saving={saving} />
      <ViewFields view={view} saving={saving} />
      <Refusal saving={saving} fields={['name', 'externalReference', 'place', 'view']} now={feed?.name} />
      <button type="submit" class="primary" disabled={saving.busy.value}>
        {feed ? 'Save the camera' : 'Add the camera'}
      </button>
    </form>
  );
}
