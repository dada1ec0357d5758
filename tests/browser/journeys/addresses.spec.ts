// Addresses completed while they are typed: by finger, by mouse, by key; typed freely when the geocoder fails or is none.

import type { Page } from '@playwright/test';

import { expectSound } from '../support/checks.ts';
import { AT_ONCE } from '../support/family-files.ts';
import { test, VINES } from '../support/geocoder.ts';
import { NADIA, atWork, signInStaff } from '../support/staff.ts';
import { expect, picture, press, signIn, test as withoutGeocoder } from '../support/test.ts';

// the session that a fresh browser has not, a geocoder that is broken
test.use({ expected: /status of (401|503)/ });

const [VINES_STREET, WINEGROWERS] = VINES as [(typeof VINES)[0], (typeof VINES)[0]];
const line = (page: Page) => page.getByLabel(/^Numéro et rue/);
const list = (page: Page) => page.getByRole('listbox', { name: 'Adresses proposées' });
const option = (page: Page, name: string) => list(page).getByRole('option', { name });
const told = (page: Page, text: string) => expect(page.getByRole('status').filter({ hasText: text })).toHaveCount(1);

async function expectAddress(page: Page, { name, postcode, city }: { name: string; postcode: string; city: string }) {
  await expect(line(page)).toHaveValue(name);
  await expect(page.getByLabel(/^Code postal/)).toHaveValue(postcode);
  await expect(page.getByLabel(/^Commune/)).toHaveValue(city);
}

async function openAddress(page: Page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await page.getByRole('link', { name: 'Modifier : Adresse de correspondance' }).click();
  await expect(line(page)).toBeFocused();
}

/** Replaces what stands in the field by what is typed, key by key. */
async function type(page: Page, text: string) {
  await line(page).fill('');
  await line(page).pressSequentially(text);
}

test.describe('signing up', () => {
  test.use({ demo: 'ages' });

  test('an address is chosen by finger or mouse, and sent with the rest', async ({ page, portal, geocoder }) => {
    await page.goto(`${portal.url}/sign-up`);
    await page.getByLabel('Adresse e-mail').fill('lea.petit@example.org');
    await page.getByLabel('Nouveau mot de passe').fill('girafe tambour lundi orage');
    await page.getByLabel('Prénom', { exact: true }).fill('Léa');
    await page.getByLabel('Nom', { exact: true }).fill('Petit');
    await page.getByLabel('Téléphone', { exact: true }).fill('0612345678');
    await expect(line(page)).toHaveRole('combobox');
    // browsers still know what it is
    await expect(line(page)).toHaveAttribute('autocomplete', 'address-line1');
    await type(page, '3 ru');
    await expect(option(page, VINES_STREET.name)).toBeVisible();
    await expect(list(page).getByRole('option')).toHaveCount(2);
    await told(page, '2 adresses proposées.');
    await picture(page, 'address-suggestions');
    for (const one of await list(page).getByRole('option').all()) {
      expect((await one.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    }
    // searched for once typing rests, never a letter at a time
    expect(geocoder.searches.length).toBeLessThan(3);
    await press(option(page, WINEGROWERS.name));
    await expect(list(page)).toBeHidden();
    await expectAddress(page, WINEGROWERS);
    await expect(line(page)).toBeFocused();
    await told(page, 'Adresse remplie : 3 Rue des Vignerons, 67360 Woerth-sur-Sauer');
    await page.getByRole('button', { name: 'Suivant' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '2 sur 4' })).toBeVisible();
    await page.goBack();
    await expectAddress(page, WINEGROWERS);
  });

  test('the open list is accessible and whole in every colour and width', async ({ page, portal, geocoder: _ }) => {
    test.skip(test.info().project.name === 'phone', 'it sets its own widths');
    await page.goto(`${portal.url}/sign-up`);
    await type(page, '3 ');
    await type(page, '3 rue');
    await expect(option(page, VINES_STREET.name)).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expectSound(page, 'addresses proposed', { closes: true });
    await expect(list(page)).toBeVisible();
  });
});

test('in the file, by keys alone', async ({ page, portal, geocoder }) => {
  await portal.askFamilies(`${AT_ONCE}address_postal_code = "optional"\n`);
  await signIn(page, portal);
  await openAddress(page);
  await type(page, '3 rue');
  const [first, second] = [option(page, VINES_STREET.name), option(page, WINEGROWERS.name)];
  await expect(first).toBeVisible();
  await expect(line(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(line(page)).not.toHaveAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowUp');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(line(page)).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id'))!);
  await expect(line(page)).toBeFocused();
  await picture(page, 'address-keys');
  // Esc closes and loses nothing, arrows open again
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeHidden();
  await expect(line(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(line(page)).toHaveValue('3 rue');
  await page.keyboard.press('ArrowDown');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(list(page)).toBeHidden();
  await expectAddress(page, VINES_STREET);
  // Tab leaves the list without choosing
  await type(page, '3 rue');
  await expect(first).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(list(page)).toBeHidden();
  await expect(line(page)).not.toBeFocused();
  await expect(line(page)).toHaveValue('3 rue');
  // Enter with nothing chosen sends the form, as ever
  await type(page, VINES_STREET.name);
  await expect(first).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('C’est enregistré.', { exact: true })).toBeVisible();
  await expect(page.getByText('Obersoultz')).toBeVisible();
  expect(geocoder.searches).not.toContain('3');
});

test('an answer that comes too late is dropped', async ({ page, portal, geocoder }) => {
  await signIn(page, portal);
  await openAddress(page);
  geocoder.holdBack('3 rue');
  await type(page, '3 rue');
  await expect.poll(() => geocoder.searches).toContain('3 rue');
  await line(page).pressSequentially(' des vignerons');
  await expect(list(page).getByRole('option')).toHaveCount(1);
  const late = page.waitForResponse((answer) => new URL(answer.url()).searchParams.get('q') === '3 rue');
  geocoder.letGo('3 rue');
  await (await late).finished();
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  await expect(list(page).getByRole('option')).toHaveCount(1);
  await expect(option(page, WINEGROWERS.name)).toBeVisible();
});

test('a geocoder that fails leaves a field to write in, and says nothing', async ({ page, portal, geocoder }) => {
  await portal.askFamilies(AT_ONCE);
  geocoder.broken = true;
  await signIn(page, portal);
  await openAddress(page);
  const failed = page.waitForResponse((answer) => answer.status() === 503);
  await type(page, '12 chemin des Écoles');
  await failed;
  await expect(list(page)).toBeHidden();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(line(page)).toHaveValue('12 chemin des Écoles');
  await page.keyboard.press('Enter');
  await expect(page.getByText('12 chemin des Écoles')).toBeVisible();
});

test('staff complete the address of a new family', async ({ page, portal, geocoder: _ }) => {
  await signInStaff(page, portal, NADIA, await atWork(portal, NADIA), '/families/new');
  await expect(line(page)).toHaveAttribute('autocomplete', 'off');
  await type(page, '3 imp');
  await press(list(page).getByRole('option').first());
  await expectAddress(page, VINES[2]!);
});

withoutGeocoder('without a geocoder it is a field like others, which the browser fills in', async ({ page, portal }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await signIn(page, portal);
  await openAddress(page);
  await expect(line(page)).toHaveRole('textbox');
  await expect(line(page)).toHaveAttribute('autocomplete', 'address-line1');
  await expect(line(page)).not.toHaveAttribute('aria-expanded');
  await line(page).pressSequentially('3 rue des Vignes');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('3 rue des Vignes')).toBeVisible();
  expect(asked.filter((url) => url.includes('/addresses'))).toEqual([]);
});
