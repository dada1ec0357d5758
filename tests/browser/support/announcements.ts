// Announcements written through the API, where a test is not about writing them.

import { randomUUID } from 'node:crypto';

import { ask } from './api.ts';
import type { Portal } from './portal.ts';
import { NADIA, atWork, authorizationOf } from './staff.ts';

export const TITLE = 'Grève à la cantine jeudi';

/** Publishes some to all families; without mails. */
export async function announce(portal: Portal, ...titles: string[]): Promise<void> {
  const authorization = await authorizationOf(portal, NADIA, await atWork(portal, NADIA));
  for (const title_fr of titles) {
    const text = {
      title_fr,
      body_fr: 'La cantine est **fermée** jeudi.\n\n- Prévoyez un pique-nique\n- L’accueil du soir reste ouvert',
      audience: 'everyone',
      shown_until: '2026-09-30',
    };
    const headers = { authorization, 'idempotency-key': randomUUID() };
    const { id } = await (await ask(portal, 'POST', '/announcements', text, headers)).json();
    const version = { authorization, 'if-match': '"1"' };
    await ask(portal, 'PUT', `/announcements/${id}/publication`, { by_mail: false }, version);
  }
}
