// Two parents who live apart: one invites the other, who gets a household of his own; they agree on whose the days are, and
// each books on theirs.

import type { Page } from '@playwright/test';

import { expectSound } from '../support/checks.ts';
import { button, expectHeading, heading } from '../support/elements.ts';
import { FamilyAtHome, KARIM } from '../support/family-files.ts';
import { NADIA, atWork, signInStaff } from '../support/staff.ts';
import { CLAIRE, cell, expect, openPlanning, picture, press, signIn, test } from '../support/test.ts';

// the session that a fresh browser has not, fields that are refused
test.use({ expected: /status of (401|422)/ });

const HUGO = 'hugo.petit@famille.example';
const PASSWORD = 'girafe tambour lundi orage';

async function openGuardians(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Dossier', exact: true }).click();
  await page.getByRole('link', { name: 'Voir les responsables', exact: true }).click();
  await expect(heading(page, 'Responsables')).toBeFocused();
}

/** The same device in somebody else's hands. */
function another() {
  const { viewport, hasTouch, isMobile, locale, timezoneId } = test.info().project.use;
  return { viewport, hasTouch, isMobile, locale, timezoneId };
}

/** Claire invites Hugo, who lives elsewhere, for Adam. */
async function inviteHugo(page: Page): Promise<void> {
  await openGuardians(page);
  await button(page, 'Inviter l’autre responsable').click();
  await page.getByLabel('Prénom', { exact: true }).fill('Hugo');
  await page.getByLabel('Nom', { exact: true }).fill('Petit');
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await page.getByLabel(/^Ailleurs/).check();
  await button(page, 'Envoyer l’invitation').click();
  await expect(page.getByRole('alert')).toContainText('Choisissez au moins un enfant.');
  await page.getByLabel('Adam').check();
  await button(page, 'Envoyer l’invitation').click();
  await expect(page.getByRole('alert')).toContainText('C’est votre propre adresse.');
  await page.getByLabel('Adresse e-mail').fill(HUGO);
  await button(page, 'Envoyer l’invitation').click();
  await expect(page.getByText('L’invitation est partie par e-mail.', { exact: true })).toBeVisible();
  await expect(page.getByText(HUGO)).toBeVisible();
}

test('a father is invited, sees the child and not her address; they agree on even weeks', async ({ page, portal, browser }) => {
  test.slow();
  await signIn(page, portal);
  await inviteHugo(page);
  await picture(page, 'guardians');

  const his = await browser.newContext(another());
  const hugo = await his.newPage();
  await hugo.goto(await portal.link(HUGO, '/household/join'));
  await expectHeading(hugo, 'On vous invite');
  await expect(hugo.getByText(/Claire Martin vous invite\. Vous aurez un foyer à vous, avec Adam/)).toBeVisible();
  expect(hugo.url()).not.toContain('#');
  await picture(hugo, 'join');
  await hugo.getByLabel('Nouveau mot de passe').fill(PASSWORD);
  await button(hugo, 'Créer mon compte').click();
  await expect(hugo.getByText('Bienvenue ! Voici le dossier de votre foyer.', { exact: true })).toBeVisible();
  await expect(hugo.getByRole('heading', { level: 3, name: 'Adam Martin' })).toBeVisible();
  for (const secret of ['4 rue du Pont', CLAIRE, 'Lina']) {
    await expect(hugo.getByText(secret)).toHaveCount(0);
  }

  await hugo.getByRole('link', { name: 'Voir les jours de garde pour Adam', exact: true }).click();
  await expectHeading(hugo, 'Jours de garde pour Adam');
  await expect(hugo.getByText('Aucun calendrier : les deux foyers peuvent réserver tous les jours.')).toBeVisible();
  await button(hugo, 'Proposer un calendrier').click();
  await hugo.getByLabel('Semaines paires : chez vous ; impaires : chez Claire').check();
  await expect(hugo.getByText('Les six prochaines semaines')).toBeVisible();
  await picture(hugo, 'custody-edit');
  await button(hugo, 'Envoyer la proposition').click();
  await expect(hugo.getByText('La proposition est partie. L’autre foyer va répondre.', { exact: true })).toBeVisible();
  await expect(hugo.getByRole('heading', { name: 'Votre proposition attend une réponse' })).toBeVisible();

  await expect
    .poll(async () => (await portal.mails(1)).map(({ to_address, subject }) => `${to_address}: ${subject}`))
    .toContain(`${CLAIRE}: Jours de garde pour Adam : une proposition`);
  await openGuardians(page);
  await expect(page.getByText('Adam vit aussi chez Hugo.')).toBeVisible();
  await page.getByRole('listitem').filter({ hasText: 'Adam vit aussi' }).getByRole('link', { name: 'Jours de garde' }).click();
  await expect(page.getByRole('heading', { name: 'L’autre foyer vous propose un calendrier' })).toBeVisible();
  await expect(page.getByText('Semaines paires : chez Hugo. Semaines impaires : chez vous. Changement le lundi.')).toBeVisible();
  await picture(page, 'custody-proposal');
  await button(page, 'Accepter').click();
  await expect(page.getByText('Le calendrier compte dès maintenant.', { exact: true })).toBeVisible();

  // 16 September lies in week 38, the 23rd in 39
  await openPlanning(page);
  const free = cell(page, 'Midi', 'vendredi 18 septembre', 'Adam');
  await press(free);
  await expect(page.getByRole('dialog')).toContainText('Ce jour est celui de l’autre foyer de l’enfant.');
  await expect(page.getByRole('dialog')).toContainText('lundi 21 septembre');
  await picture(page, 'custody-why');
  await page.keyboard.press('Escape');
  const hers = page.getByRole('checkbox', { name: /^Midi, vendredi 25 septembre, Adam\. Libre, à réserver/ });
  // a phone shows one week
  if (!(await hers.isVisible())) await page.getByRole('button', { name: 'Jours suivants' }).click();
  await expect(hers).toBeVisible();
  await his.close();
});

test('whoever has an account signs in and accepts; another account cannot', async ({ page, portal, browser }) => {
  await signIn(page, portal, KARIM);
  await openGuardians(page);
  await button(page, 'Inviter l’autre responsable').click();
  await page.getByLabel('Prénom', { exact: true }).fill('Claire');
  await page.getByLabel('Nom', { exact: true }).fill('Martin');
  await page.getByLabel('Adresse e-mail').fill(CLAIRE);
  await button(page, 'Envoyer l’invitation').click();
  await expect(page.getByText('L’invitation est partie par e-mail.', { exact: true })).toBeVisible();
  const link = await portal.link(CLAIRE, '/household/join');
  // whoever sent it cannot follow it
  await page.goto(link);
  await expect(page.getByText(`Vous êtes connecté avec ${KARIM}.`)).toBeVisible();
  const hers = await browser.newContext(another());
  const claire = await hers.newPage();
  await claire.goto(link);
  await claire.getByLabel('Mot de passe', { exact: true }).fill(portal.passwords.get(CLAIRE)!);
  await button(claire, 'Se connecter').click();
  await button(claire, 'Accepter l’invitation').click();
  await expect(claire.getByText('Bienvenue ! Voici le dossier de votre foyer.', { exact: true })).toBeVisible();
  await expect(claire.getByRole('group', { name: 'Foyer' }).getByRole('button')).toHaveCount(2);
  await claire.goto(link);
  await expect(claire.getByText('Ce lien a déjà servi')).toBeVisible();
  await hers.close();
});

test('an invitation is sent again and taken back', async ({ page, portal }) => {
  await signIn(page, portal);
  await inviteHugo(page);
  const first = await portal.link(HUGO, '/household/join');
  await button(page, /^Envoyer à nouveau/).click();
  await expect(page.getByText('Un nouvel e-mail est parti. Les liens précédents ne servent plus.', { exact: true })).toBeVisible();
  await expect.poll(() => portal.link(HUGO, '/household/join')).not.toBe(first);
  await button(page, /^Retirer/).click();
  await expect(page.getByText('L’invitation est retirée.', { exact: true })).toBeVisible();
  await expect(page.getByText(HUGO)).toHaveCount(0);
  await page.goto(await portal.link(HUGO, '/household/join'));
  await expect(page.getByText('Cette invitation a été retirée.')).toBeVisible();
});

test.describe('screens', () => {
  test.skip(({ isMobile }) => isMobile, 'these set their own widths');

  test('of guardians and of inviting are sound', async ({ page, portal }) => {
    await signIn(page, portal);
    await inviteHugo(page);
    await button(page, 'Inviter l’autre responsable').click();
    await page.getByLabel(/^Ailleurs/).check();
    await expectSound(page, 'guardians');
  });

  test('of whose the days are is sound', async ({ page, portal }) => {
    await signIn(page, portal);
    await page.goto(`${portal.url}/file`);
    await page.getByRole('link', { name: 'Voir les jours de garde pour Lina', exact: true }).click();
    await button(page, 'Proposer un calendrier').click();
    await button(page, 'Ajouter des dates').click();
    await page.getByLabel(/^Du/).fill('2026-10-17');
    await page.getByLabel(/^Au, inclus/).fill('2026-10-24');
    await expect(page.getByText(/^Du samedi 17 octobre 2026/)).toBeVisible();
    await expectSound(page, 'custody');
  });

  test('of an invitation that is followed is sound', async ({ page, portal }) => {
    await signIn(page, portal);
    await inviteHugo(page);
    await page.goto(await portal.link(HUGO, '/household/join'));
    await expect(page.getByLabel('Nouveau mot de passe')).toBeVisible();
    await expectSound(page, 'join');
  });
});

test.describe('at the organisation', () => {
  test.skip(({ isMobile }) => isMobile, 'a desk');

  test('staff say who may do what, and whose the days are', async ({ page, portal }) => {
    const codes = await atWork(portal, NADIA);
    const { household } = await FamilyAtHome.signIn(portal);
    await signInStaff(page, portal, NADIA, codes, `/files/${household}`);
    const detail = page.getByRole('main');
    await detail.getByRole('button', { name: 'Modifier les rôles' }).click();
    await detail.getByRole('group', { name: 'Réservent et complètent le dossier' }).getByLabel('Claire Martin').uncheck();
    await detail.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(detail.getByRole('alert')).toContainText('Une personne au moins doit pouvoir réserver.');
    await detail.getByRole('button', { name: 'Ne rien changer', exact: true }).click();
    await detail.getByRole('button', { name: 'Enregistrer un calendrier' }).click();
    await detail.getByLabel('Semaines paires : ce foyer ; impaires : chez Karim').check();
    await detail.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await expect(detail.getByText('Semaines paires : ce foyer. Semaines impaires : chez Karim. Changement le lundi.')).toBeVisible();
    await picture(page, 'staff-days');
  });
});
