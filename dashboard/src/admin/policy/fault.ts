import { callTypeName } from '../../shared/call-types';
import { type NumberField, ruleNumbers, threatNumbers } from './rules';

/** What of a policy was at fault, by the JSON path that the log keeps of it. */
export function faultInWords(path: string): string {
  if (path === 'If-Match') return 'another policy had been put in place meanwhile';
  const [part, key = '', field = ''] = path.replace(/^\$\.?/, '').split('.');
  if (part === 'rules') return key ? [callTypeName(key), labelOf(ruleNumbers, field)].filter(Boolean).join(': ') : 'the call types';
  if (part === 'threats')
    return ['public-safety threats', key.startsWith('reasons') ? 'what they may be declared for' : labelOf(threatNumbers, key)].filter(Boolean).join(': ');
  return part === 'reason' ? 'the reason' : 'the whole';
}

const labelOf = (fields: Readonly<Record<string, NumberField>>, name: string): string => fields[name]?.label.toLowerCase() ?? '';
