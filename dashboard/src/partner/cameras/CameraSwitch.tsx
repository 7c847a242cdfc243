import { Switch } from '../form/Switch';
import type { Portal } from '../portal';
import type { Feed } from '../rules/standing';

interface CameraSwitchProps {
  readonly portal: Portal;
  readonly feed: Feed;
  readonly labelledBy: string;
  readonly describedBy: string;
  /** Whether anything is shared of it at present. */
  readonly shared: boolean;
}

/** Whether a camera is shared at all. */
export function CameraSwitch({ portal, feed, labelledBy, describedBy, shared }: CameraSwitchProps) {
  return (
    <Switch
      on={feed.sharing.enabled}
      set={(enabled) => portal.turn({ level: 'feed', feed: feed.feedId }, (rule) => ({ ...rule, enabled }))}
      still={(on) => (on ? 'The camera stays on' : 'The camera stays off')}
      labelledBy={labelledBy}
      describedBy={describedBy}
      disabled={!portal.mayManage.value}
      held={!shared}
    />
  );
}
