import { answerOf, type Schemas } from '../../shared/api';
import type { Office } from '../office';
import { type Pages, usePages } from '../reading/pages';

/** Every partner, page after page, as far as they have come. */
export const useAllPartners = (office: Office): Pages<Schemas['PartnerAnswer']> =>
  usePages((after) => answerOf(office.api.GET('/partners', { params: { query: after ? { after } : {} } })), [office], true);
