// What the organisation decides of itself, its team, its invitations, its texts, its school years: every screen is sound.

import { TITLE, announce } from '../support/announcements.ts';
import { expectSound } from '../support/checks.ts';
import { button, row } from '../support/elements.ts';
import { LENA, NADIA, OMAR, atWork, goTo, letIn, openDesk } from '../support/staff.ts';
import { CLAIRE, expect, test } from '../support/test.ts';

// the session that a fresh browser has not, a code that is asked for, values that are refused
test.use({ expected: /status of (401|422)/ });

test('staff, the team is sound: somebody to add, to change, to remove, removed', async ({ page, portal }) => {
  await letIn(portal, LENA);
  await atWork(portal, OMAR);
  await openDesk(page, portal, '/team');
  await expect(row(page, LENA.email)).toBeVisible();
  await expectSound(page, 'staff, team');
  await button(page, 'Ajouter une personne').click();
  await page.getByLabel('Référent').check();
  await button(page, 'Ajouter').click();
  await expect(page.getByText('Choisissez au moins un établissement.').first()).toBeVisible();
  await expectSound(page, 'staff, team, somebody to add');
  await button(page, 'Annuler').click();
  await row(page, LENA.email).getByRole('button', { name: /^Modifier/ }).click();
  await expect(page.getByLabel('Lecteur')).toBeChecked();
  await expectSound(page, 'staff, team, somebody to change');
  await button(page, 'Ne rien changer').click();
  await row(page, NADIA.email).getByRole('button', { name: /^Retirer/ }).click();
  await expect(page.getByText('C’est vous')).toBeVisible();
  await expectSound(page, 'staff, team, somebody to remove');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await row(page, LENA.email).getByRole('button', { name: /^Retirer/ }).click();
  await button(page, 'Retirer de l’équipe').click();
  await expect(page.getByText('ne fait plus partie de l’équipe')).toBeVisible();
  await expectSound(page, 'staff, team, somebody removed');
});

test('staff, inviting is sound: accounts to follow, nothing written, answered', async ({ page, portal }) => {
  await portal.register({ email: 'lea.petit@example.org', first: 'Léa', last: 'Petit' });
  await openDesk(page, portal, '/accounts');
  await expect(page.getByRole('button', { name: /^Inviter de nouveau/ })).toBeVisible();
  await expectSound(page, 'staff, accounts to follow');
  await goTo(page, 'Inviter des familles');
  await expectSound(page, 'staff, invitations');
  await button(page, 'Envoyer les invitations').click();
  await expect(page.getByText('Collez au moins une adresse.').first()).toBeVisible();
  await expectSound(page, 'staff, invitations, nothing written');
  await page.getByLabel('Adresses e-mail').fill(`lea.petit@example.org ${CLAIRE} personne@example.org`);
  await button(page, 'Envoyer les invitations').click();
  await expect(page.getByRole('heading', { level: 2, name: 'Résultat' })).toBeVisible();
  await expectSound(page, 'staff, invitations, answered');
});

test('staff, pages are sound, and one being written', async ({ page, portal }) => {
  await openDesk(page, portal, '/pages');
  await expect(page.getByRole('button', { name: /^Écrire/ }).first()).toBeVisible();
  await expectSound(page, 'staff, pages');
  await page.getByRole('button', { name: /^Écrire/ }).first().click();
  await page.getByLabel('En français').fill('## Éditeur\n\nCommune de [[votre commune]], {retention.jours} jours.');
  await button(page, 'Voir le français mis en page').click();
  await button(page, 'Publier').click();
  await expect(page.getByText('Une durée entre { et } n’existe pas', { exact: false }).first()).toBeVisible();
  await expectSound(page, 'staff, pages, one being written');
});

test('staff, announcements are sound: written, published, the counts before the deed', async ({ page, portal }) => {
  await openDesk(page, portal, '/announcements', OMAR);
  await expect(page.getByText('Aucune annonce pour l’instant.')).toBeVisible();
  await expectSound(page, 'staff, announcements, none');
  await button(page, 'Écrire une annonce').click();
  await page.getByLabel('Les familles d’écoles ou de classes').check();
  await page.getByText('Ajouter l’anglais (facultatif)').click();
  await page.getByLabel('Texte', { exact: true }).fill('## Grève\n\n- La cantine est **fermée**');
  await button(page, 'Voir mis en page').click();
  await expect(page.getByRole('heading', { name: 'Grève', exact: true })).toBeVisible();
  await button(page, 'Enregistrer le brouillon').click();
  await expect(page.getByRole('alert')).toContainText('Choisissez au moins une case.');
  await expectSound(page, 'staff, announcements, one being written');
  await button(page, 'Revenir').click();

  await announce(portal, TITLE);
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: TITLE })).toBeVisible();
  await expectSound(page, 'staff, announcements, one published');

  await button(page, 'Écrire une annonce').click();
  await page.getByLabel('Titre', { exact: true }).fill('Fermeture');
  await page.getByLabel('Texte', { exact: true }).fill('Fermé vendredi.');
  await button(page, 'Enregistrer le brouillon').click();
  await page.getByRole('button', { name: /^Publier/ }).click();
  await expect(page.getByRole('dialog')).toContainText('la verront sur le portail');
  await expectSound(page, 'staff, announcements, the counts before the deed');
});

test('staff, the school year is sound: somebody to correct, the last look, opened', async ({ page, portal }) => {
  await openDesk(page, portal, '/school-year');
  await expect(page.getByRole('heading', { name: 'Ce qui va se passer' })).toBeVisible();
  await expectSound(page, 'staff, school year');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: /^Corriger/ }).first().click();
  // whoever is first of the list may be one who leaves
  await dialog.getByLabel('Va à l’école').check();
  await dialog.getByLabel('École', { exact: true }).selectOption('');
  await button(dialog, 'Garder').click();
  await expect(page.getByText('Choisissez une école.').first()).toBeVisible();
  await expectSound(page, 'staff, school year, somebody to correct');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await button(page, 'Ouvrir l’année 2027-2028').click();
  await expect(dialog.getByText('0 correction')).toBeVisible();
  await expectSound(page, 'staff, school year, the last look');
  await button(dialog, 'Ouvrir l’année').click();
  await expect(page.getByRole('heading', { level: 2, name: 'L’année 2027-2028 est ouverte' })).toBeVisible();
  await expectSound(page, 'staff, school year, opened');
});
