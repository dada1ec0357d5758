// Bad networks: nothing lost, nothing doubled.

import { cell, expect, openPlanning, signIn, test } from '../support/test.ts';

test.use({ expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load resource/ });

const REQUESTS = /\/api\/v1\/households\/[^/]+\/requests$/;

test('a lost answer is asked for again under the same key, and nothing is doubled', async ({ page, portal }) => {
  const keys: string[] = [];
  let lost = 0;
  await page.route(REQUESTS, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push((await route.request().allHeaders())['idempotency-key']);
    // it reaches the server, its answer does not come back
    const answer = await route.fetch();
    if (lost < 2) {
      lost += 1;
      return route.abort('failed');
    }
    return route.fulfill({ response: answer });
  });
  await signIn(page, portal);
  await openPlanning(page);
  const place = cell(page, 'Midi', 'vendredi 18 septembre', 'Lina');
  await place.click();
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('button', { name: /^Envoyer 1 choix/ }).click();
  await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible({ timeout: 40_000 });
  expect(keys.length).toBe(3);
  expect(new Set(keys).size).toBe(1);
  await page.getByRole('button', { name: 'Terminer' }).click();
  await expect(place).toHaveAccessibleName(/Réservé/);
  expect(await portal.mails(1)).toHaveLength(1);
});

test('without a network choices are kept, and the sending goes on by itself', async ({ page, portal, context }) => {
  await signIn(page, portal);
  await openPlanning(page);
  const place = cell(page, 'Midi', 'vendredi 18 septembre', 'Lina');
  await place.click();
  await context.setOffline(true);
  await expect(page.getByText('Pas de réseau.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('button', { name: /^Envoyer 1 choix/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Vos choix sont gardés');
  await expect(dialog).not.toContainText('Complet');
  await context.setOffline(false);
  await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible({ timeout: 40_000 });
  expect(await portal.mails(1)).toHaveLength(1);
});

test('a busy server is not a full one', async ({ page, portal }) => {
  let refused = 0;
  await page.route(REQUESTS, async (route) => {
    if (route.request().method() !== 'POST' || refused > 0) return route.continue();
    refused += 1;
    return route.fulfill({
      status: 503,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
      body: JSON.stringify({
        type: '/api/docs/problems#unavailable', title: 'Unavailable', status: 503, code: 'unavailable', request_id: 'x',
      }),
    });
  });
  await signIn(page, portal);
  await openPlanning(page);
  await cell(page, 'Midi', 'vendredi 18 septembre', 'Lina').click();
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('button', { name: /^Envoyer 1 choix/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Beaucoup de familles sont connectées');
  await expect(page.getByRole('dialog', { name: 'C’est enregistré' })).toBeVisible({ timeout: 40_000 });
});

test('choices survive a reload and leaving the page', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  const place = cell(page, 'Midi', 'vendredi 18 septembre', 'Lina');
  await place.click();
  const basket = page.getByRole('region', { name: 'Choix à envoyer' });
  await expect(basket).toContainText('1 réservation');
  await page.reload();
  await expect(basket).toContainText('1 réservation');
  await expect(place).toHaveAccessibleName(/pas encore envoyé/);
  await page.getByRole('navigation').getByRole('link', { name: 'Aide' }).click();
  await openPlanning(page);
  await expect(basket).toContainText('1 réservation');
});

test('choices survive a session that has ended', async ({ page, portal, context }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await cell(page, 'Midi', 'vendredi 18 septembre', 'Lina').click();
  await expect(page.getByRole('region', { name: 'Choix à envoyer' })).toContainText('1 réservation');
  // the cookie is gone and the token with the page
  await context.clearCookies();
  await page.reload();
  await expect(page.getByLabel('Adresse e-mail').first()).toBeVisible();
  await page.getByLabel('Adresse e-mail').first().fill('claire.martin@example.org');
  await page.getByLabel('Mot de passe', { exact: true }).first().fill(portal.passwords.get('claire.martin@example.org')!);
  await page.getByRole('button', { name: 'Se connecter' }).first().click();
  await expect(page.getByRole('region', { name: 'Choix à envoyer' })).toContainText('1 réservation');
});

test('nobody else finds the choices of a family that has left', async ({ page, portal }) => {
  await signIn(page, portal);
  await openPlanning(page);
  await cell(page, 'Midi', 'vendredi 18 septembre', 'Lina').click();
  await expect(page.getByRole('region', { name: 'Choix à envoyer' })).toContainText('1 réservation');
  await page.getByRole('button', { name: 'Quitter mon compte' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  await signIn(page, portal, 'mai.nguyen@example.org');
  await openPlanning(page);
  await expect(page.getByRole('region', { name: 'Choix à envoyer' })).toBeHidden();
  await expect(page.getByText('Lina')).toHaveCount(0);
});

test.describe('a part of the app', () => {
  test.use({ expected: /ERR_FAILED|Failed to load resource|Failed to fetch/ });

  test('that did not come is said, and asked for again', async ({ page, portal }) => {
    const part = /\/assets\/split_planning-[^/]+\.wasm$/;
    await page.route(part, (route) => route.abort('failed'));
    await signIn(page, portal);
    await page.goto(`${portal.url}/planning`);
    await expect(page.getByText('Le portail n’a pas répondu.')).toBeVisible();
    // the help is in the entry
    await page.getByRole('link', { name: 'Aide' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Comment');
    await page.goBack();
    // coming back asks again, in vain once more; from now on nothing is asked without the guardian
    await expect(page.getByText('Le portail n’a pas répondu.')).toBeVisible();
    await page.unroute(part);
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await expect(cell(page, 'Midi', 'vendredi 18 septembre', 'Lina')).toBeVisible();
  });
});
