import type { Signal } from '@preact/signals';
import type { Schemas } from '../../shared/api';
import { faultOf } from '../../shared/form/faults';
import type { Saving } from '../../shared/form/saving';
import { compass } from './compass';

type View = Schemas['FieldOfView'];

/** Where a camera looks, with sliders; the map shows it as one moves them. */
export function ViewFields({ view, saving }: { view: Signal<View | null>; saving: Saving }) {
  const shown = view.value;
  const fault = faultOf(saving.problem.value, 'view');
  const slider = (name: keyof View, label: string, min: number, max: number, step: number, words: string) => (
    <label>
      <span>
        {label}: {words}
      </span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={shown?.[name] ?? min}
        aria-valuetext={words}
        onInput={(event) => {
          if (view.value) view.value = { ...view.value, [name]: event.currentTarget.valueAsNumber };
        }}
      />
    </label>
  );
  return (
    <fieldset class="stack">
      <legend>What it sees</legend>
      <label class="inline">
        <input
          type="checkbox"
          checked={shown !== null}
          onChange={(event) => (view.value = event.currentTarget.checked ? { azimuthDegrees: 0, widthDegrees: 90, rangeMeters: 30 } : null)}
        />
        I know where it looks
      </label>
      {shown && (
        <>
          {slider('azimuthDegrees', 'It looks to the', 0, 359, 1, `${compass(shown.azimuthDegrees)} (${Math.round(shown.azimuthDegrees)}°)`)}
          {slider('widthDegrees', 'How wide it sees', 10, 360, 5, shown.widthDegrees >= 360 ? 'all around' : `${Math.round(shown.widthDegrees)}°`)}
          {slider('rangeMeters', 'How far it is of use', 5, 200, 5, `${Math.round(shown.rangeMeters)} m (${Math.round(shown.rangeMeters * 3.281)} ft)`)}
        </>
      )}
      {fault && <p class="fault">{fault}</p>}
    </fieldset>
  );
}
