// Files from outside: what the wizard finds out, what it asks, what it writes, and that one step takes it back.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { story } from './harness.mjs';
import { Workspace } from './pages/workspace.mjs';
import { workbook } from './workbook.mjs';

async function choose(kith, files) {
  const folder = join(kith.scratch, 'files');
  await mkdir(folder, { recursive: true });
  const paths = [];
  for (const [name, text] of Object.entries(files)) {
    paths.push(join(folder, name));
    await writeFile(paths.at(-1), text);
  }
  await kith.app.open('import');
  const [chooser] = await Promise.all([kith.page.waitForEvent('filechooser'), kith.page.getByRole('button', { name: /^Choose/ }).first().click()]);
  await chooser.setFiles(paths);
}

// A count of "What will happen", such as "create".
const happens = (page, what, count) => page.getByRole('list', { name: 'What will happen' }).last().getByRole('listitem').filter({ hasText: new RegExp(`^\\s*${count}\\s*${what}`) }).waitFor();

async function finish(page) {
  await page.getByRole('button', { name: /^Review / }).click();
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await page.getByRole('heading', { name: /Imported|imported|Done|done/ }).first().waitFor();
}

story('A table is understood, its problems are shown, and one step takes it back', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await choose(kith, {
    'people.csv': 'Name;E-Mail;Telefon;Firma;Geburtstag\nJörg Müller;joerg@example.org;+49 30 901820;Analytik GmbH;31.12.1980\nZoë Ångström;zoe(at)example.org;;Analytik GmbH;01.02.1990\nJörg Müller;joerg@example.org;;;\n',
  });
  await happens(page, 'create', 2);
  await happens(page, 'duplicate', 1);
  await page.getByText(/people\.csv, 3 rows, UTF-8, semicolon/).waitFor();
  await page.getByRole('button', { name: /^Review / }).click();
  const problem = page.getByRole('row').filter({ hasText: 'E-Mail' }).last();
  await problem.getByRole('cell', { name: '3', exact: true }).waitFor();
  await problem.getByRole('textbox').fill('zoe@example.org');
  await problem.getByRole('textbox').press('Enter');
  await problem.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Back' }).click();
  await finish(page);
  await workspace.list('contact');
  await workspace.counts('2');
  assert.match(await (await workspace.cell('Zoë Ångström', 'E-mail')).innerText(), /zoe@example\.org/);
  await workspace.list('company');
  await workspace.row('Analytik GmbH').waitFor();
  await workspace.undo();
  await workspace.counts('0');
  await workspace.list('contact');
  await workspace.counts('0');
});

story('Files that belong together are linked in one go', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await choose(kith, {
    'companies.csv': 'Company name,Industry,Website\nAcme,Software,https://acme.example\nGlobex,Energy,https://globex.example\n',
    'people.csv': 'First name,Last name,E-mail,Company\nAda,Lovelace,ada@acme.example,Acme\nGrace,Hopper,grace@globex.example,Globex\n',
    'deals.csv': 'Deal name,Amount,Stage,Company,Contact\nEngine,12000,Proposal,Acme,ada@acme.example\nCompiler,8000,Won,Globex,grace@globex.example\n',
  });
  await happens(page, 'create', 6);
  await finish(page);
  await workspace.list('contact');
  await workspace.counts('2');
  assert.match(await (await workspace.cell('Ada Lovelace', 'Company')).innerText(), /Acme/);
  await workspace.list('company');
  await workspace.counts('2');
});

story('A workbook and an address book come in together, and one step takes them back', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  const card = (name, email, more) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nEMAIL:${email}\r\n${more}END:VCARD\r\n`;
  await choose(kith, {
    'people.xlsx': workbook({
      Leads: [
        ['Name', 'E-mail', 'Company', 'Birthday'],
        ['Jörg Müller', 'joerg@example.org', 'Analytik GmbH', new Date(Date.UTC(1980, 11, 31))],
        ['Zoë Ångström', 'zoe(at)example.org', 'Analytik GmbH', new Date(Date.UTC(1990, 1, 1))],
      ],
    }),
    'friends.vcf': card('Ada Lovelace', 'ada@example.org', 'TEL;TYPE=cell:+44 20 7946 0001\r\nPHOTO;ENCODING=b:AAAA\r\n') + card('Grace Hopper', 'grace@example.org', ''),
  });
  await happens(page, 'create', 4);
  await page.getByRole('button', { name: /^Review / }).click();
  await page.getByText(/pictures, sounds and keys were left out: 1 in all/).first().waitFor();
  const problem = page.getByRole('row').filter({ hasText: 'zoe(at)example.org' }).or(page.getByRole('row').filter({ has: page.getByRole('textbox') })).last();
  await problem.getByRole('cell', { name: '3', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await finish(page);
  await workspace.list('contact');
  await workspace.counts('4');
  assert.match(await (await workspace.cell('Jörg Müller', 'Company')).innerText(), /Analytik GmbH/);
  assert.match(await (await workspace.cell('Ada Lovelace', 'Phone')).innerText(), /7946 0001/);
  await workspace.undo();
  await workspace.counts('0');
  await workspace.list('company');
  await workspace.counts('0');
});

story('A calendar is told as what it is', async (kith) => {
  await Workspace.empty(kith);
  const { page } = kith;
  await choose(kith, { 'week.ics': 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Kick-off\nDTSTART:20260310T090000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR\n' });
  await happens(page, 'create', 1);
  await page.getByText(/week\.ics, 1 row, calendar/).waitFor();
  await page.getByRole('button', { name: /^Review / }).click();
  await page.getByText(/The entry repeats; only its first occurrence is taken/).first().waitFor();
});

story('Another sheet of a workbook is read where it is chosen, and its places are rows', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  const people = (name) => [['Name', 'E-mail'], [name, `${name.toLowerCase()}(at)example.org`]];
  await choose(kith, { 'people.xlsx': workbook({ North: people('Ada'), South: people('Grace') }) });
  await page.getByText(/people\.xlsx, 1 row, sheet “North”/).waitFor();
  await page.getByText('How the file is written').click();
  await page.getByLabel('Sheet', { exact: true }).selectOption('South');
  await page.getByText(/people\.xlsx, 1 row, sheet “South”/).waitFor();
  await happens(page, 'create', 1);
  await page.getByRole('button', { name: /^Review / }).click();
  await page.getByRole('columnheader', { name: 'Row', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await finish(page);
  await workspace.list('contact');
  await workspace.counts('1');
  await workspace.row('Grace').waitFor();
});

story('A mail becomes an activity of whom it is from, and is known when it comes again', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  const mail = {
    'letter.eml': [
      'From: Ada Lovelace <ada@example.org>', 'To: office@example.net', 'Date: Tue, 10 Mar 2026 09:05:00 +0100', 'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from London',
      'Message-ID: <1@example.org>', 'Content-Type: text/html; charset=utf-8', '', '<p>The engine is <b>ready</b>.</p><script>document.title = "run"</script>', '',
    ].join('\r\n'),
  };
  await choose(kith, mail);
  await page.getByText(/letter\.eml, 1 row, e-mail/).waitFor();
  await happens(page, 'create', 1);
  await happens(page, 'made on the way', 1);
  await finish(page);
  await workspace.list('contact');
  await workspace.counts('1');
  await workspace.row('Ada Lovelace').waitFor();
  await workspace.list('activity');
  assert.match(await (await workspace.cell('Grüße from London', 'Contact')).innerText(), /Ada Lovelace/);
  await choose(kith, mail);
  await happens(page, 'unchanged', 1);
  await happens(page, 'create', 0);
  await workspace.list('contact');
  await workspace.undo();
  await workspace.counts('0');
});

story('What has to be unique is left out where another record has it, until it is put right', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await kith.app.open('settings/fields');
  await page.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.getByLabel(/^Name of the field/).fill('Member no.');
  await workspace.dialog.getByLabel('No two records have the same').check();
  await workspace.dialog.getByRole('button', { name: 'Add field' }).click();
  await workspace.dialog.waitFor({ state: 'hidden' });
  await choose(kith, { 'members.csv': 'Name,Member no.\nAda,M-1\nGrace,M-2\nJoan,m-1\n' });
  await happens(page, 'create', 3);
  await page.getByRole('button', { name: /^Review / }).click();
  const problem = page.getByRole('row').filter({ hasText: 'Line 2 has the same already' });
  await problem.getByRole('cell', { name: '4', exact: true }).waitFor();
  await problem.getByRole('textbox').fill('M-3');
  await problem.getByRole('textbox').press('Enter');
  await problem.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Back' }).click();
  await finish(page);
  // What is here already has its number, too.
  await choose(kith, { 'more.csv': 'Name,Member no.\nKatherine,M-2\n' });
  await page.getByRole('button', { name: /^Review / }).click();
  await page.getByRole('row').filter({ hasText: '“Grace” has the same already' }).waitFor();
});

story('An export comes back unchanged', async (kith) => {
  const workspace = await Workspace.sample(kith);
  const { page } = kith;
  await workspace.list('contact');
  await page.getByRole('button', { name: 'More actions' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), (async () => {
    await page.getByRole('menuitem', { name: /Export/ }).first().click();
    const go = workspace.dialog.getByRole('button', { name: /Export|Download/ });
    await go.click({ timeout: 2_000 }).catch(() => {});
  })()]);
  const text = await readFile(await download.path(), 'utf8');
  assert.ok(text.split('\n').length > 1_284);
  await choose(kith, { 'back.csv': text });
  await happens(page, 'create', 0);
  await happens(page, 'update', 0);
});

story('A file that is no table says so and changes nothing', async (kith) => {
  const workspace = await Workspace.empty(kith);
  const { page } = kith;
  await choose(kith, { 'picture.csv': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0, 0x0d]) });
  await page.getByRole('alert').filter({ hasText: /.+/ }).first().waitFor();
  await workspace.list('contact');
  await workspace.counts('0');
});
