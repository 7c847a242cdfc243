import { signal } from '@preact/signals';
import { type Api, answerOf } from '../../../shared/api';
import { ApiProblem } from '../../../shared/problem';

/** A picture that can be drawn on and sent. */
export interface StillPicture {
  /** Tells pictures apart. */
  readonly id: string;
  readonly bitmap: ImageBitmap;
  readonly type: string;
  /** As it came. */
  readonly file: Blob;
  /** The clip that it is; null for an image that was attached. */
  readonly clipId: string | null;
}

/** How many stills were taken here: each is a clip that was not there before. */
export const stillsTaken = signal(0);

/** Takes a still now. @returns its clip. */
export async function takeStill(api: Api, incidentId: string, grantId: string): Promise<{ clipId: string }> {
  const clip = await answerOf(api.POST('/incidents/{incidentId}/grants/{grantId}/stills', { params: { path: { incidentId, grantId } } }));
  stillsTaken.value++;
  return clip;
}

/** The pixels of a still. */
export async function loadStill(api: Api, clipId: string, reason: string): Promise<StillPicture> {
  const { url, contentType } = await answerOf(api.POST('/clips/{clipId}/links', { params: { path: { clipId } }, body: { purpose: 'view', reason } }));
  const answer = await fetch(url).catch(() => {
    throw ApiProblem.unreachable();
  });
  if (!answer.ok) throw new ApiProblem(answer.status, `http${answer.status}`, 'The picture could not be read.');
  const file = await answer.blob();
  return { id: clipId, bitmap: await drawable(file), type: contentType, file, clipId };
}

/** An image from a file. */
export async function loadFile(file: File): Promise<StillPicture> {
  return { id: `${file.name} ${file.size} ${file.lastModified}`, bitmap: await drawable(file), type: file.type, file, clipId: null };
}

async function drawable(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new ApiProblem(0, 'notAPicture', 'This file is not a picture that can be shown: choose a JPEG or PNG.');
  }
}
