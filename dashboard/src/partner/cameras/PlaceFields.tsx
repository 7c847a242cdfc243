import type { Signal } from '@preact/signals';
import type { Schemas } from '../../shared/api';
import { faultOf } from '../../shared/form/faults';
import type { Saving } from '../../shared/form/saving';
import type { Portal } from '../portal';
import { PlaceMap } from './PlaceMap';

interface PlaceFieldsProps {
  readonly portal: Portal;
  readonly place: Signal<Schemas['GeoPoint']>;
  readonly view?: Schemas['FieldOfView'] | null;
  readonly saving: Saving;
}

/** Where it is: by a tap on the map, or typed. */
export function PlaceFields({ portal, place, view = null, saving }: PlaceFieldsProps) {
  const fault = faultOf(saving.problem.value, 'place');
  const field = (name: keyof Schemas['GeoPoint'], label: string) => (
    <label>
      {label}
      <input
        type="number"
        step="any"
        required
        value={Number.isFinite(place.value[name]) ? place.value[name] : ''}
        onChange={(event) => (place.value = { ...place.value, [name]: event.currentTarget.valueAsNumber })}
      />
    </label>
  );
  return (
    <fieldset class="stack">
      <legend>Where it is</legend>
      <p class="hint">Tap the map where it is.</p>
      <PlaceMap portal={portal} place={place} view={view} label="Map: tap where it is" />
      <div class="row">
        {field('latitude', 'Latitude')}
        {field('longitude', 'Longitude')}
      </div>
      {fault && <p class="fault">{fault}</p>}
    </fieldset>
  );
}
