// The API, asked where a test is about something else.

import type { Portal } from './portal.ts';
import { expect } from './test.ts';

/** Asks; fails where it refuses. */
export async function ask(portal: Portal, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${portal.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: portal.url, ...headers },
    body: body && JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer;
}

interface Session {
  authorization: string;
  account: { households: { id: string }[] };
}

/** Signs somebody in, with a code where they have one besides their password. */
export async function session(portal: Portal, email: string, code?: string): Promise<Session> {
  const given = { email, password: portal.passwords.get(email)!, code };
  const { access_token, account } = await (await ask(portal, 'POST', '/sign_ins', given)).json();
  return { authorization: `Bearer ${access_token}`, account };
}

/** Sets somebody's password by the link of a mail. */
export async function setPassword(portal: Portal, email: string, password: string, link: string): Promise<void> {
  await ask(portal, 'POST', '/passwords', { token: link.split('#')[1], password });
  portal.passwords.set(email, password);
}
