import { second } from '../../shared/clock';
import { type Incident, stageOf } from '../board';
import { stageText, toneOf } from './stage';

/** How far an incident is, counting down. Draws itself once a second, and nothing around it. */
export function StageClock({ incident }: { incident: Incident }) {
  const now = second.value;
  const stage = stageOf(incident, now);
  return <span class={`stage ${toneOf(stage)}`}>{stageText(stage, now)}</span>;
}
